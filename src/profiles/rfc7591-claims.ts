import type { ClaimSpec } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';

/** Metadata that a server may refuse, replace or, where it does not understand them, ignore (RFC 7591 2). */
export function metadata(type: ClaimSpec['type'], extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return {
    type,
    presence: 'optional',
    replaceable: true,
    clauses: {},
    situation: 'client-metadata',
    ...extra,
  };
}

/** A value that is on no list: the server refuses it or takes another one, as it likes. */
const LISTED = { value: 'RFC7591-2-11' };

export const AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'none',
];

/** Client metadata of RFC 7591 2, and those of RFC 8705 that the same endpoint takes. */
export const requestClaims: Readonly<Record<string, ClaimSpec>> = {
  redirect_uris: metadata('array', {
    requiredWhen: { claim: 'grant_types', is: ['authorization_code', 'implicit'] },
    format: 'redirect-uri',
    clauses: { absent: 'RFC7591-2-2', empty: 'RFC7591-5-2' },
    situation: 'redirect-uri',
  }),
  token_endpoint_auth_method: metadata('string', {
    values: AUTH_METHODS,
    fallback: 'client_secret_basic',
    clauses: LISTED,
  }),
  grant_types: metadata('array', {
    values: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    fallback: ['authorization_code'],
    clauses: LISTED,
  }),
  response_types: metadata('array', {
    values: ['code'],
    fallback: ['code'],
    clauses: LISTED,
  }),
  client_name: metadata('string'),
  client_uri: metadata('string'),
  logo_uri: metadata('string'),
  scope: metadata('string', { format: 'scope', clauses: { type: 'RFC7591-2-13' } }),
  contacts: metadata('array'),
  tos_uri: metadata('string'),
  policy_uri: metadata('string'),
  jwks_uri: metadata('string'),
  jwks: metadata('object', { clauses: { type: 'RFC7591-2-8' } }),
  software_id: metadata('string'),
  software_version: metadata('string'),
  software_statement: {
    type: 'string',
    presence: 'optional',
    format: 'jwt',
    clauses: { type: 'RFC7591-3.1.1-1' },
    situation: 'ssa-malformed',
  },
  tls_client_auth_subject_dn: metadata('string', {
    format: 'dn',
    clauses: { value: 'RFC8705-2.1.2-2' },
  }),
  tls_client_auth_san_dns: metadata('string'),
  tls_client_auth_san_uri: metadata('string'),
  tls_client_auth_san_ip: metadata('string'),
  tls_client_auth_san_email: metadata('string'),
  tls_client_certificate_bound_access_tokens: metadata('boolean', {
    clauses: { type: 'RFC8705-3.4-1' },
  }),
};

/** The members that show metadata. Lists of values are left out: a server may know more than the specification lists. */
export function shown(
  claims: Readonly<Record<string, ClaimSpec>>,
): Readonly<Record<string, ClaimSpec>> {
  const members = Object.entries(claims).filter(([name]) => name !== 'software_statement');
  return Object.fromEntries(
    members.map(([name, { values: _values, requiredWhen: _when, ...spec }]) => [
      name,
      metadataMember(spec),
    ]),
  );
}

/** What hardly a server can do without: a registration whose answer lacks them says little. */
const UNDERSTOOD = [
  'redirect_uris',
  'token_endpoint_auth_method',
  'grant_types',
  'response_types',
  'client_name',
];

/** Metadata that a server need not understand (RFC 7591 2). */
export function ignorable(claims: Readonly<Record<string, ClaimSpec>>): readonly string[] {
  return Object.keys(claims).filter((name) => !UNDERSTOOD.includes(name));
}

/** RFC 7591 3.2.1 and RFC 7592 3. */
export const clientInformation: Readonly<Record<string, ClaimSpec>> = {
  client_id: {
    type: 'string',
    presence: 'required',
    clauses: {
      absent: 'RFC7591-3.2.1-2',
      empty: 'RFC7591-3.2.1-2',
      type: 'RFC7591-3.2.1-2',
    },
    situation: 'client-metadata',
  },
  client_secret: metadata('string', {
    clauses: { type: 'RFC7591-3.2.1-7', empty: 'RFC7591-3.2.1-7' },
  }),
  client_id_issued_at: metadata('integer', {
    format: 'epoch-seconds',
    clauses: { type: 'OIDCR-3.2-6', value: 'RFC7591-3.2.1-6' },
  }),
  client_secret_expires_at: metadata('integer', {
    format: 'epoch-seconds',
    clauses: {
      absent: 'RFC7591-3.2.1-5',
      type: 'OIDCR-3.2-6',
      value: 'RFC7591-3.2.1-5',
    },
  }),
  software_statement: metadata('string', {
    format: 'jwt',
    clauses: { type: 'RFC7591-3.2.1-8', value: 'RFC7591-3.2.1-8' },
  }),
};
