import type { ClaimSpec } from '../model/profile.ts';
import { metadata, requestClaims as ofRfc7591 } from './rfc7591-claims.ts';

const LISTED = { value: 'RFC7591-2-11' };

/** Client metadata of OpenID Connect Dynamic Client Registration 1.0, section 2, beside those of RFC 7591. */
export const requestClaims: Readonly<Record<string, ClaimSpec>> = {
  ...ofRfc7591,
  redirect_uris: metadata('array', {
    presence: 'required',
    format: 'redirect-uri',
    clauses: { absent: 'OIDCR-2-1', empty: 'OIDCR-2-1', type: 'OIDCR-2-1' },
    situation: 'redirect-uri',
  }),
  response_types: metadata('array', {
    values: ['code', 'id_token', 'code id_token'],
    fallback: ['code'],
    clauses: LISTED,
  }),
  application_type: metadata('string', {
    values: ['web', 'native'],
    fallback: 'web',
    clauses: LISTED,
  }),
  sector_identifier_uri: metadata('string'),
  subject_type: metadata('string', {
    values: ['public', 'pairwise'],
    fallback: 'public',
    clauses: LISTED,
  }),
  id_token_signed_response_alg: metadata('string', { fallback: 'RS256' }),
  id_token_encrypted_response_alg: metadata('string'),
  id_token_encrypted_response_enc: metadata('string'),
  userinfo_signed_response_alg: metadata('string'),
  userinfo_encrypted_response_alg: metadata('string'),
  userinfo_encrypted_response_enc: metadata('string'),
  request_object_signing_alg: metadata('string'),
  request_object_encryption_alg: metadata('string'),
  request_object_encryption_enc: metadata('string'),
  token_endpoint_auth_signing_alg: metadata('string'),
  default_max_age: metadata('integer'),
  require_auth_time: metadata('boolean'),
  default_acr_values: metadata('array'),
  initiate_login_uri: metadata('string'),
  request_uris: metadata('array'),
};
