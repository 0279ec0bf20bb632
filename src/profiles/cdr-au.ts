import type { Profile } from '../model/profile.ts';
import { requestClaims, responseMembers } from './cdr-au-claims.ts';
import { SCOPES, ssaClaims, ssaValues } from './cdr-au-ssa.ts';
import { OUTSIDE_THE_PAYLOAD, REGISTERED_CODES, UNTRUSTED } from './errors.ts';

const TEXT = 'https://consumerdatastandardsaustralia.github.io/standards/';

/** Which code wins where a request and its statement are both to blame is laid down nowhere. */
const METADATA = ['invalid_client_metadata', 'invalid_software_statement'];
const STATEMENT = [
  'invalid_software_statement',
  'unapproved_software_statement',
  'invalid_client_metadata',
];

/** Client registration of the Consumer Data Right (Australia), Consumer Data Standards 1.36.0. */
export const cdrAu: Profile = {
  id: 'cdr-au',
  title: 'Consumer Data Right (Australia), Consumer Data Standards 1.36.0',
  url: `${TEXT}#client-registration`,
  lineage: ['cdr-au'],
  request: {
    format: 'jwt',
    mediaTypes: ['application/jwt'],
    algorithms: ['PS256', 'ES256'],
    types: ['JWT', 'jwt'],
    claims: requestClaims,
    values: {
      iss: '{software_id}',
      iat: '{now}',
      exp: '{now+300}',
      jti: '{request_jti}',
      aud: '{audience}',
      redirect_uris: '{redirect_uris}',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: '{algorithm}',
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
      response_types: ['code'],
      application_type: 'web',
      id_token_signed_response_alg: '{algorithm}',
      authorization_signed_response_alg: '{algorithm}',
      request_object_signing_alg: '{algorithm}',
      software_statement: '{software_statement}',
    },
    minimal: [],
  },
  ssa: {
    required: true,
    issuers: ['cdr-register'],
    algorithms: ['PS256'],
    claims: ssaClaims,
    values: ssaValues,
    minimal: [],
    names: {
      softwareId: 'software_id',
      jwksUri: 'jwks_uri',
      redirectUris: 'redirect_uris',
      roles: 'software_roles',
      clientName: 'client_name',
    },
    softwareIds: 'uuid',
    lifetime: 600,
  },
  rsaMinimumBits: 2048,
  roleScopes: {},
  freeScopes: SCOPES,
  response: {
    members: responseMembers,
    notEchoed: ['iss', 'iat', 'exp', 'aud', 'jti', 'client_id'],
    flattenSsa: false,
  },
  operations: { post: 'required', get: 'required', put: 'required', delete: 'optional' },
  management: { credential: 'client-credentials', scope: 'cdr:registration' },
  authMethods: ['private_key_jwt'],
  errorCodes: REGISTERED_CODES,
  errors: {
    'request-malformed': { statuses: [400], codes: METADATA, body: 'registration' },
    'request-signature': { statuses: [400], codes: METADATA, body: 'registration' },
    'request-claims': { statuses: [400], codes: METADATA, body: 'registration' },
    'ssa-missing': {
      statuses: [400],
      codes: ['invalid_software_statement', 'invalid_client_metadata'],
      body: 'registration',
    },
    'ssa-malformed': { statuses: [400], codes: STATEMENT, body: 'registration' },
    'ssa-signature': { statuses: [400], codes: STATEMENT, body: 'registration' },
    'ssa-untrusted': UNTRUSTED,
    'ssa-claims': { statuses: [400], codes: STATEMENT, body: 'registration' },
    'redirect-uri': {
      statuses: [400],
      codes: ['invalid_redirect_uri', ...METADATA],
      body: 'registration',
    },
    'client-metadata': {
      statuses: [400],
      codes: ['invalid_client_metadata', 'invalid_redirect_uri', 'invalid_software_statement'],
      body: 'registration',
    },
    ...OUTSIDE_THE_PAYLOAD,
  },
  overrides: [],
};
