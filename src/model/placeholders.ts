/** Facts of a draft that the values of a profile may name as `{name}`; times also as `{now+300}`. */
export const PLACEHOLDERS = [
  'now', // seconds since the epoch
  'audience', // of the request JWT
  'algorithm', // PS256 or ES256, whichever the run uses
  'software_id', // in the form that the profile's directory gives it
  'ssa_jti', // a UUID in lower case
  'request_jti', // a UUID in lower case
  'REQUEST_JTI', // the same in upper case
  'software_statement', // the signed SSA
  'ssa_issuer', // the first of ssa.issuers
  'redirect_uris', // an array of two
  'roles', // all roles of roleScopes, an array
  'jwks_uri',
  'revoked_jwks_uri',
  'org_jwks_uri',
  'org_revoked_jwks_uri',
  'org_id',
  'org_name',
  'client_name', // at most 40 characters, with the run id
  'client_description',
  'client_uri', // https, without a slash at the end
  'software_version',
  'firm_reference', // six digits
  'technical_contact', // an object of name, email, phone, type
  'business_contact',
  'technical_email',
  'transport_subject_dn', // RFC 4514
] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** `{name}` or `{name+300}` anywhere in a text. */
export const PLACEHOLDER = /\{([A-Za-z_]+)([+-]\d+)?\}/g;
