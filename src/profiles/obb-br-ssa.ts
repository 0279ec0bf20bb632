import type { JsonObject } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';

function claim(extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return { type: 'string', presence: 'optional', clauses: {}, situation: 'ssa-claims', ...extra };
}

/** Software statement of the directory, after the example in section 8.1, which marks nothing as required. */
export const ssaClaims: Readonly<Record<string, ClaimSpec>> = {
  iss: claim({
    presence: 'required',
    minLength: 1,
    clauses: {
      absent: 'RFC7591-2.3-2',
      empty: 'RFC7591-2.3-2',
      type: 'RFC7591-2.3-2',
      value: 'RFC7591-3.2.2-10',
    },
  }),
  // Without it nobody could tell how old the statement is.
  iat: claim({
    type: 'integer',
    presence: 'required',
    format: 'epoch-seconds',
    clauses: { absent: 'OBBR-7.1-3-1', type: 'RFC7519-4.1.4-2' },
  }),
  exp: claim({ type: 'integer', format: 'epoch-seconds', clauses: { type: 'RFC7519-4.1.4-2' } }),
  nbf: claim({ type: 'integer', format: 'epoch-seconds', clauses: { type: 'RFC7519-4.1.4-2' } }),
  software_id: claim(),
  software_mode: claim({ values: ['Live', 'Test'] }),
  software_redirect_uris: claim({
    type: 'array',
    format: 'redirect-uri',
    situation: 'redirect-uri',
  }),
  software_statement_roles: claim({ type: 'array', items: 'object' }),
  software_roles: claim({ type: 'array' }),
  software_client_name: claim(),
  software_client_id: claim(),
  software_client_description: claim(),
  software_client_uri: claim(),
  software_jwks_uri: claim(),
  software_jwks_inactive_uri: claim(),
  software_logo_uri: claim(),
  software_tos_uri: claim(),
  software_policy_uri: claim(),
  software_version: claim(),
  software_environment: claim(),
  software_api_webhook_uris: claim({ type: 'array' }),
  org_id: claim(),
  org_name: claim(),
  org_number: claim(),
  org_status: claim(),
};

function role(name: string): JsonObject {
  return { role: name, authorisation_domain: 'Open Banking', status: 'Active' };
}

/** A software statement as the directory issues it. */
export const ssaValues: JsonObject = {
  iss: '{ssa_issuer}',
  iat: '{now}',
  software_mode: 'Test',
  software_environment: 'sandbox',
  software_redirect_uris: '{redirect_uris}',
  software_statement_roles: [role('DADOS'), role('PAGTO')],
  software_roles: '{roles}',
  software_client_name: '{client_name}',
  software_client_id: '{software_id}',
  software_client_description: '{client_description}',
  software_client_uri: '{client_uri}',
  software_jwks_uri: '{jwks_uri}',
  software_jwks_inactive_uri: '{revoked_jwks_uri}',
  software_logo_uri: '{client_uri}/logo.png',
  software_tos_uri: '{client_uri}/terms',
  software_policy_uri: '{client_uri}/privacy',
  software_version: '{software_version}',
  software_api_webhook_uris: ['{client_uri}/hook'],
  software_id: '{software_id}',
  org_id: '{org_id}',
  org_name: '{org_name}',
  org_number: '{firm_reference}',
  org_status: 'Active',
};
