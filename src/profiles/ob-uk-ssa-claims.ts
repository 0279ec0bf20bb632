import type { ClaimSpec } from '../model/profile.ts';

function text(maxLength: number, extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return {
    type: 'string',
    presence: 'optional',
    maxLength,
    clauses: {},
    situation: 'ssa-claims',
    ...extra,
  };
}

function uri(extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return text(256, { format: 'https-uri', ...extra });
}

/** Software statement of the OB Directory, Directory API 2.2.0. `required` is what a server cannot do without. */
export const ssaClaims: Readonly<Record<string, ClaimSpec>> = {
  iss: text(256, {
    presence: 'required',
    minLength: 1,
    clauses: {
      absent: 'RFC7591-2.3-2',
      empty: 'RFC7591-2.3-2',
      type: 'RFC7591-2.3-2',
      value: 'RFC7591-3.2.2-10',
    },
    situation: 'ssa-claims',
  }),
  iat: {
    type: 'integer',
    presence: 'required',
    format: 'epoch-seconds',
    clauses: { absent: 'OBUK-SSA-payload-1', type: 'RFC7519-4.1.4-2' },
    situation: 'ssa-claims',
  },
  jti: text(256, {
    presence: 'required',
    minLength: 1,
    clauses: { absent: 'OBUK-SSA-payload-1', type: 'RFC7519-4.1.7-1' },
  }),
  exp: {
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: { type: 'RFC7519-4.1.4-2' },
    situation: 'ssa-claims',
  },
  nbf: {
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: { type: 'RFC7519-4.1.4-2' },
    situation: 'ssa-claims',
  },
  software_id: text(36, {
    presence: 'required',
    minLength: 1,
    clauses: {
      absent: 'OBUK-SSA-payload-1',
      empty: 'OBUK-SSA-payload-1',
      type: 'OBUK-SSA-payload-1',
      value: 'OBUK-iss-1',
    },
  }),
  software_client_id: text(22, { pattern: '^[0-9a-zA-Z]{1,22}$' }),
  software_client_name: text(40),
  software_client_description: text(256),
  software_client_uri: uri(),
  software_environment: text(256),
  software_mode: text(40, { values: ['Live', 'Test'] }),
  software_on_behalf_of_org: text(40),
  software_version: text(42),
  software_jwks_endpoint: uri({
    presence: 'required',
    minLength: 1,
    clauses: {
      absent: 'OBUK-SSA-request-validation-2',
      empty: 'OBUK-SSA-request-validation-2',
      type: 'OBUK-SSA-request-validation-2',
    },
  }),
  software_jwks_revoked_endpoint: uri(),
  software_logo_uri: uri(),
  software_policy_uri: uri(),
  software_tos_uri: uri(),
  software_redirect_uris: {
    type: 'array',
    presence: 'required',
    minItems: 1,
    maxLength: 256,
    format: 'redirect-uri',
    clauses: {
      absent: 'OBUK-redirect_uris-1',
      empty: 'OBUK-redirect_uris-1',
      type: 'OBUK-SSA-payload-5',
    },
    // Nothing attests the redirect URIs of the request then: one may call either of them wrong.
    situation: 'redirect-uri',
  },
  software_roles: {
    type: 'array',
    presence: 'optional',
    values: ['AISP', 'PISP', 'CBPII', 'ASPSP'],
    clauses: {},
    situation: 'ssa-claims',
  },
  organisation_competent_authority_claims: {
    type: 'object',
    presence: 'optional',
    clauses: {},
    situation: 'ssa-claims',
  },
  org_status: text(36, {
    values: ['Active', 'Revoked', 'Withdrawn'],
    clauses: { value: 'OBUK-SSA-payload-3' },
    situation: 'ssa-claims',
  }),
  org_id: text(35),
  org_name: text(140),
  org_contacts: {
    type: 'array',
    items: 'object',
    presence: 'optional',
    clauses: {},
    situation: 'ssa-claims',
  },
  org_jwks_endpoint: uri(),
  org_jwks_revoked_endpoint: uri(),
};
