import type { JsonObject } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';

const DEFINITION = 'CDRAU-SSA-definition-2';

/** A member of the SSA definition; `shown` for what a data holder only displays. */
function claim(extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return {
    type: 'string',
    presence: 'required',
    clauses: { absent: DEFINITION },
    situation: 'ssa-claims',
    ...extra,
  };
}

const read = { absent: DEFINITION, empty: DEFINITION, type: DEFINITION };
const optional = claim({ presence: 'optional', clauses: {} });

/** SSA Definition, Consumer Data Standards 1.36.0. */
export const ssaClaims: Readonly<Record<string, ClaimSpec>> = {
  iss: claim({
    minLength: 1,
    clauses: {
      absent: 'RFC7591-2.3-2',
      empty: 'RFC7591-2.3-2',
      type: 'RFC7591-2.3-2',
      value: 'CDRAU-SSA-definition-1',
    },
  }),
  iat: claim({
    type: 'integer',
    format: 'epoch-seconds',
    clauses: { absent: DEFINITION, type: 'RFC7519-4.1.4-2' },
  }),
  exp: claim({
    type: 'integer',
    format: 'epoch-seconds',
    clauses: { absent: DEFINITION, type: 'RFC7519-4.1.4-2' },
  }),
  nbf: claim({
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: { type: 'RFC7519-4.1.4-2' },
  }),
  jti: claim({ minLength: 1, clauses: { absent: DEFINITION, type: 'RFC7519-4.1.7-1' } }),
  legal_entity_id: optional,
  legal_entity_name: optional,
  org_id: claim(),
  org_name: claim(),
  client_name: claim(),
  client_description: claim(),
  client_uri: claim(),
  redirect_uris: claim({
    type: 'array',
    minItems: 1,
    format: 'redirect-uri',
    clauses: read,
    // Nothing attests the redirect URIs of the request then: one may call either of them wrong.
    situation: 'redirect-uri',
  }),
  sector_identifier_uri: claim({
    presence: 'optional',
    format: 'https-uri',
    clauses: { value: 'OIDCR-2-16' },
  }),
  logo_uri: claim(),
  tos_uri: optional,
  policy_uri: optional,
  jwks_uri: claim({ minLength: 1, clauses: read }),
  revocation_uri: claim(),
  // The specification's own example lacks it.
  recipient_base_uri: claim(),
  software_id: claim({
    minLength: 1,
    clauses: { ...read, value: 'CDRAU-registration-request-3' },
  }),
  software_roles: claim({
    values: ['data-recipient-software-product'],
    clauses: {
      absent: DEFINITION,
      empty: 'CDRAU-SSA-definition-3',
      type: 'CDRAU-SSA-definition-3',
      value: 'CDRAU-SSA-definition-3',
    },
  }),
  scope: claim({ minLength: 1, format: 'scope', clauses: read }),
};

export const SCOPES: readonly string[] = [
  'openid',
  'profile',
  'common:customer.basic:read',
  'bank:accounts.basic:read',
  'bank:transactions:read',
  'cdr:registration',
];

/** A software statement as the CDR Register issues it. */
export const ssaValues: JsonObject = {
  iss: '{ssa_issuer}',
  iat: '{now}',
  exp: '{now+600}',
  jti: '{ssa_jti}',
  legal_entity_id: '{org_id}',
  legal_entity_name: '{org_name}',
  org_id: '{org_id}',
  org_name: '{org_name}',
  client_name: '{client_name}',
  client_description: '{client_description}',
  client_uri: '{client_uri}',
  redirect_uris: '{redirect_uris}',
  sector_identifier_uri: '{client_uri}/sector.json',
  logo_uri: '{client_uri}/logo.png',
  tos_uri: '{client_uri}/terms',
  policy_uri: '{client_uri}/privacy',
  jwks_uri: '{jwks_uri}',
  revocation_uri: '{client_uri}/revocation',
  recipient_base_uri: '{client_uri}',
  software_id: '{software_id}',
  software_roles: 'data-recipient-software-product',
  scope: SCOPES.join(' '),
};
