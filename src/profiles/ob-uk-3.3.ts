import type { Profile } from '../model/profile.ts';
import { OUTSIDE_THE_PAYLOAD, REGISTERED_CODES, UNTRUSTED } from './errors.ts';
import { requestClaims, responseMembers } from './ob-uk-3.3-claims.ts';
import { ukOverrides, ukText } from './ob-uk-overrides.ts';
import { ssaClaims } from './ob-uk-ssa-claims.ts';
import { ssaValues } from './ob-uk-ssa-values.ts';

const REFUSED_METADATA = ['invalid_client_metadata', 'invalid_software_statement'];
const REFUSED_SSA = [
  'invalid_software_statement',
  'unapproved_software_statement',
  'invalid_client_metadata',
];

/** Open Banking UK Dynamic Client Registration v3.3 over FAPI 1.0 Advanced. */
export const obUk33: Profile = {
  id: 'ob-uk-3.3',
  title: 'Open Banking UK Dynamic Client Registration v3.3',
  url: ukText('3.3'),
  lineage: ['ob-uk-3.3'],
  request: {
    format: 'jwt',
    mediaTypes: ['application/jwt', 'application/jose', 'application/json'],
    algorithms: ['PS256', 'ES256'],
    types: ['JWT', 'jwt'],
    claims: requestClaims,
    values: {
      iss: '{software_id}',
      iat: '{now}',
      exp: '{now+300}',
      aud: '{audience}',
      // The pattern in the text of DCR v3.3 allows no lower-case letters, the one in its OpenAPI allows both.
      jti: '{REQUEST_JTI}',
      redirect_uris: '{redirect_uris}',
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code id_token'],
      application_type: 'web',
      id_token_signed_response_alg: '{algorithm}',
      request_object_signing_alg: '{algorithm}',
      token_endpoint_auth_signing_alg: '{algorithm}',
      scope: 'openid accounts payments fundsconfirmations',
      software_id: '{software_id}',
      software_statement: '{software_statement}',
    },
    // DCR v3.3 calls it 1..* in one place and lets it be left out in another.
    minimal: ['redirect_uris'],
  },
  ssa: {
    required: true,
    issuers: ['OpenBanking Ltd'],
    algorithms: ['PS256', 'ES256'],
    claims: ssaClaims,
    values: ssaValues,
    // Not marked as required, but what a server authorises by.
    minimal: ['software_client_name', 'software_roles', 'org_id', 'org_name', 'org_status'],
    names: {
      softwareId: 'software_id',
      jwksUri: 'software_jwks_endpoint',
      redirectUris: 'software_redirect_uris',
      roles: 'software_roles',
      clientName: 'software_client_name',
    },
    softwareIds: 'base62',
    lifetime: null,
  },
  rsaMinimumBits: 2048,
  roleScopes: { AISP: ['accounts'], PISP: ['payments'], CBPII: ['fundsconfirmations'] },
  freeScopes: ['openid'],
  response: {
    members: responseMembers,
    notEchoed: ['iss', 'iat', 'exp', 'aud', 'jti', 'client_id'],
    flattenSsa: true,
  },
  operations: { post: 'required', get: 'optional', put: 'optional', delete: 'optional' },
  management: { credential: 'client-credentials' },
  authMethods: ['private_key_jwt', 'tls_client_auth'],
  errorCodes: REGISTERED_CODES,
  errors: {
    'request-malformed': { statuses: [400], codes: REFUSED_METADATA, body: 'registration' },
    'request-signature': { statuses: [400], codes: REFUSED_METADATA, body: 'registration' },
    'request-claims': { statuses: [400], codes: REFUSED_METADATA, body: 'registration' },
    'ssa-missing': {
      statuses: [400],
      codes: ['invalid_software_statement', 'invalid_client_metadata'],
      body: 'registration',
    },
    'ssa-malformed': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'ssa-signature': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'ssa-untrusted': UNTRUSTED,
    'ssa-claims': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'redirect-uri': {
      statuses: [400],
      codes: ['invalid_redirect_uri', 'invalid_client_metadata', 'invalid_software_statement'],
      body: 'registration',
    },
    'client-metadata': {
      statuses: [400],
      codes: ['invalid_client_metadata', 'invalid_redirect_uri', 'invalid_software_statement'],
      body: 'registration',
    },
    ...OUTSIDE_THE_PAYLOAD,
  },
  overrides: ukOverrides('3.3'),
};
