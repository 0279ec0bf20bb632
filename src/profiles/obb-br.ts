import type { Profile } from '../model/profile.ts';
import { requestClaims, responseMembers, SCOPES } from './obb-br-claims.ts';
import { ssaClaims, ssaValues } from './obb-br-ssa.ts';
import { rfc7591 } from './rfc7591.ts';

const TEXT =
  'https://openbanking-brasil.github.io/specs-seguranca/open-banking-brasil-dynamic-client-registration-1_ID3.html';

/** Which code wins is laid down nowhere; `invalid_webhook_uris` is one of the ecosystem's own. */
const CODES = [
  'invalid_client_metadata',
  'invalid_redirect_uri',
  'invalid_software_statement',
  'unapproved_software_statement',
  'invalid_webhook_uris',
];
const STATEMENT = [
  'invalid_software_statement',
  'unapproved_software_statement',
  'invalid_client_metadata',
];
const refusal = (codes: readonly string[]) =>
  ({ statuses: [400], codes, body: 'registration' }) as const;

/** Dynamic Client Registration of Open Finance Brasil 1.0: RFC 7591 and 7592 in JSON, around a statement of the directory. */
export const obbBr: Profile = {
  ...rfc7591,
  id: 'obb-br',
  title: 'Open Finance Brasil Dynamic Client Registration 1.0',
  url: TEXT,
  lineage: ['obb-br'],
  request: {
    format: 'json',
    mediaTypes: ['application/json'],
    algorithms: ['PS256', 'ES256'],
    types: [],
    claims: requestClaims,
    values: {
      redirect_uris: '{redirect_uris}',
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
      response_types: ['code id_token'],
      application_type: 'web',
      id_token_signed_response_alg: 'PS256',
      request_object_signing_alg: 'PS256',
      token_endpoint_auth_signing_alg: 'PS256',
      subject_type: 'public',
      tls_client_certificate_bound_access_tokens: true,
      jwks_uri: '{jwks_uri}',
      webhook_uris: ['{client_uri}/hook'],
      scope: SCOPES.join(' '),
      software_statement: '{software_statement}',
    },
    // A server need not have the method that is taken where none is named.
    minimal: ['token_endpoint_auth_method'],
  },
  ssa: {
    required: true,
    issuers: [
      'Open Banking Open Banking Brasil sandbox SSA issuer',
      'Open Banking Open Banking Brasil prod SSA issuer',
    ],
    algorithms: ['PS256'],
    claims: ssaClaims,
    values: ssaValues,
    // Not marked as required, but what a server registers and authorises by.
    minimal: [
      'software_id',
      'software_redirect_uris',
      'software_jwks_uri',
      'software_client_name',
      'software_client_uri',
      'software_statement_roles',
      'software_roles',
      'org_id',
      'org_name',
    ],
    names: {
      softwareId: 'software_id',
      jwksUri: 'software_jwks_uri',
      redirectUris: 'software_redirect_uris',
      roles: 'software_roles',
      clientName: 'software_client_name',
    },
    softwareIds: 'uuid',
    lifetime: 300,
    attests: {
      client_name: 'software_client_name',
      client_uri: 'software_client_uri',
      jwks_uri: 'software_jwks_uri',
    },
  },
  roleScopes: { DADOS: ['accounts', 'consents'], PAGTO: ['payments'] },
  freeScopes: ['openid'],
  response: { members: responseMembers, notEchoed: ['client_id'], flattenSsa: false },
  operations: { post: 'required', get: 'required', put: 'required', delete: 'optional' },
  authMethods: ['private_key_jwt', 'tls_client_auth'],
  errorCodes: CODES,
  errors: {
    ...rfc7591.errors,
    'request-malformed': refusal(CODES),
    'request-claims': refusal(CODES),
    'ssa-missing': refusal(CODES),
    'ssa-malformed': refusal(STATEMENT),
    'ssa-signature': refusal(STATEMENT),
    'ssa-untrusted': refusal(STATEMENT),
    'ssa-claims': refusal(STATEMENT),
    'redirect-uri': refusal(['invalid_redirect_uri', 'invalid_client_metadata']),
    'client-metadata': refusal([
      'invalid_client_metadata',
      'invalid_webhook_uris',
      'invalid_redirect_uri',
      'invalid_software_statement',
    ]),
  },
  overrides: [
    ...rfc7591.overrides,
    {
      requirement: 'RFC8705-3-1',
      excluded: true,
      reason:
        'Clients are managed with a registration access token: registration knows no resource that an access token opens.',
      url: 'https://www.rfc-editor.org/rfc/rfc8705.html#section-3',
    },
  ],
};
