import type { ClaimSpec } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';

const TABLE = 'OBBR-openapi-5';
const URIS = 'OBBR-openapi-4';

function metadata(extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return {
    type: 'string',
    presence: 'optional',
    replaceable: true,
    clauses: {},
    situation: 'client-metadata',
    ...extra,
  };
}

/** A list of values of the OpenAPI document. */
function listed(values: readonly string[], extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return metadata({ values, clauses: { type: TABLE, value: TABLE }, ...extra });
}

const encryption = metadata();
const signing = metadata({
  // The documents show PS256; ES256 is ruled out by none of them, and FAPI 1.0 Advanced allows it.
  values: ['PS256', 'ES256'],
  format: 'jws-alg',
  clauses: { value: 'FAPI1A-8.6-1' },
});

export const SCOPES: readonly string[] = ['openid', 'accounts', 'consents', 'payments'];

/** Client metadata of the OpenAPI document 2.0.1; what the text adds to it beside. */
export const requestClaims: Readonly<Record<string, ClaimSpec>> = {
  software_statement: {
    type: 'string',
    presence: 'required',
    format: 'jwt',
    clauses: { absent: 'OBBR-7.1-2-1', empty: 'OBBR-7.1-2-1', type: 'RFC7591-3.1.1-1' },
    situation: 'ssa-missing',
  },
  redirect_uris: {
    type: 'array',
    presence: 'required',
    minItems: 1,
    maxLength: 255,
    pattern: '.',
    format: 'redirect-uri',
    replaceable: true,
    clauses: {
      absent: 'OBBR-7.1-6-1',
      empty: 'OBBR-7.1-6-1',
      type: 'OBBR-7.1-6-1',
      value: URIS,
      length: URIS,
    },
    situation: 'redirect-uri',
  },
  application_type: metadata({ values: ['web', 'native'] }),
  grant_types: listed(['client_credentials', 'authorization_code', 'refresh_token'], {
    type: 'array',
    fallback: ['authorization_code'],
  }),
  response_types: listed(['code id_token'], {
    type: 'array',
    fallback: ['code id_token'],
    // FAPI 1.0 Advanced allows it with signed answers; the OpenAPI document does not list it.
    tolerated: ['code'],
  }),
  token_endpoint_auth_method: listed(['private_key_jwt', 'tls_client_auth'], {
    fallback: 'private_key_jwt',
  }),
  tls_client_auth_subject_dn: metadata({
    requiredWhen: { claim: 'token_endpoint_auth_method', is: ['tls_client_auth'] },
    minLength: 1,
    format: 'dn',
    clauses: { absent: 'OBBR-7.1-12-1', value: 'OBBR-7.1.2-1' },
  }),
  id_token_signed_response_alg: signing,
  request_object_signing_alg: signing,
  token_endpoint_auth_signing_alg: {
    ...signing,
    requiredWhen: { claim: 'token_endpoint_auth_method', is: ['private_key_jwt'] },
  },
  id_token_encrypted_response_alg: encryption,
  id_token_encrypted_response_enc: encryption,
  request_object_encryption_alg: encryption,
  request_object_encryption_enc: encryption,
  subject_type: listed(['public'], { fallback: 'public' }),
  require_signed_request_object: metadata({ type: 'boolean' }),
  require_pushed_authorization_requests: metadata({ type: 'boolean' }),
  tls_client_certificate_bound_access_tokens: metadata({
    type: 'boolean',
    clauses: { type: 'RFC8705-3.4-1' },
  }),
  client_name: metadata(),
  client_uri: metadata(),
  jwks_uri: metadata({ replaceable: false }),
  scope: metadata({ format: 'scope', values: SCOPES, clauses: { type: 'RFC7591-2-13' } }),
  webhook_uris: metadata({
    type: 'array',
    maxLength: 255,
    pattern: '^https://[^\\s/?#]+(?:/[^\\s/?#]+)*$',
    clauses: { type: URIS, value: URIS, length: URIS },
  }),
};

function managed(absent: string): ClaimSpec {
  return metadata({ presence: 'required', replaceable: false, clauses: { absent } });
}

/** What a registration shows (OpenAPI 2.0.1, RFC 7592 3). */
export const responseMembers: Readonly<Record<string, ClaimSpec>> = {
  client_id: {
    type: 'string',
    presence: 'required',
    minLength: 1,
    clauses: { absent: 'RFC7591-3.2.1-2', empty: 'RFC7591-3.2.1-2', type: 'RFC7591-3.2.1-2' },
    situation: 'client-metadata',
  },
  registration_client_uri: managed('OBBR-openapi-2'),
  registration_access_token: managed('OBBR-9.3.1-6-1'),
  client_id_issued_at: metadata({
    type: 'integer',
    format: 'epoch-seconds',
    clauses: { type: 'OIDCR-3.2-6', value: 'RFC7591-3.2.1-6' },
  }),
  client_secret: metadata({ clauses: { type: 'RFC7591-3.2.1-7', empty: 'RFC7591-3.2.1-7' } }),
  client_secret_expires_at: metadata({
    type: 'integer',
    format: 'epoch-seconds',
    clauses: {
      absent: 'RFC7591-3.2.1-5',
      type: 'OIDCR-3.2-6',
      value: 'RFC7591-3.2.1-5',
    },
  }),
  ...Object.fromEntries(
    Object.entries(requestClaims).map(([name, spec]) => [name, metadataMember(spec)]),
  ),
  software_statement: metadata({
    format: 'jwt',
    replaceable: false,
    clauses: {
      absent: 'RFC7591-3.2.1-8',
      type: 'RFC7591-3.2.1-8',
      value: 'RFC7591-3.2.1-8',
    },
  }),
};
