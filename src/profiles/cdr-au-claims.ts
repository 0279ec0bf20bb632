import type { ClaimSpec } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';
import { allOf } from './ob-uk-3.3-claims.ts';

const HYBRID = { claim: 'response_types', is: ['code id_token'] };
const CODE = { claim: 'response_types', is: ['code'] };
const KEY_ALGORITHMS = ['RSA-OAEP', 'RSA-OAEP-256'];
const CONTENT_ALGORITHMS = ['A256GCM', 'A128CBC-HS256'];

function mechanics(extra: Partial<ClaimSpec>): ClaimSpec {
  return {
    type: 'string',
    presence: 'required',
    clauses: {},
    situation: 'request-claims',
    ...extra,
  };
}

function time(extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return mechanics({
    type: 'integer',
    format: 'epoch-seconds',
    clauses: { absent: 'CDRAU-registration-request-4', type: 'RFC7519-4.1.4-2' },
    ...extra,
  });
}

function metadata(extra: Partial<ClaimSpec>): ClaimSpec {
  return {
    type: 'string',
    presence: 'required',
    replaceable: true,
    clauses: {},
    situation: 'client-metadata',
    ...extra,
  };
}

function signingAlgorithm(row: string, extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return metadata({
    values: ['PS256', 'ES256'],
    format: 'jws-alg',
    clauses: allOf(row),
    ...extra,
  });
}

/** Registration Request using JWT, Consumer Data Standards 1.36.0. */
export const requestClaims: Readonly<Record<string, ClaimSpec>> = {
  iss: mechanics({ minLength: 1, clauses: allOf('CDRAU-registration-request-3') }),
  iat: time(),
  exp: time(),
  nbf: time({ presence: 'optional', clauses: { type: 'RFC7519-4.1.4-2' } }),
  jti: mechanics({
    minLength: 1,
    clauses: {
      absent: 'CDRAU-registration-request-4',
      empty: 'CDRAU-registration-request-4',
      type: 'RFC7519-4.1.7-1',
    },
  }),
  aud: mechanics({
    // The issuer of the data holder; http only on one's own machine.
    pattern: '^https?://',
    minLength: 1,
    clauses: {
      absent: 'CDRAU-registration-request-5',
      empty: 'CDRAU-registration-request-5',
      type: 'CDRAU-registration-request-5',
    },
  }),
  redirect_uris: {
    type: 'array',
    presence: 'optional',
    minItems: 1,
    // Not an empty one; what else a URI has to be is for the rules about redirect URIs.
    pattern: '.',
    format: 'redirect-uri',
    clauses: {
      empty: 'RFC7591-5-2',
      type: 'CDRAU-registration-request-6',
      value: 'RFC6749-3.1.2-1',
    },
    replaceable: true,
    situation: 'redirect-uri',
  },
  token_endpoint_auth_method: metadata({
    values: ['private_key_jwt'],
    clauses: allOf('CDRAU-registration-request-7'),
  }),
  token_endpoint_auth_signing_alg: signingAlgorithm('CDRAU-registration-request-8'),
  grant_types: metadata({
    type: 'array',
    minItems: 1,
    values: ['client_credentials', 'authorization_code', 'refresh_token'],
    clauses: allOf('CDRAU-registration-request-9'),
  }),
  response_types: metadata({
    type: 'array',
    minItems: 1,
    values: ['code', 'code id_token'],
    clauses: allOf('CDRAU-registration-request-10'),
  }),
  application_type: metadata({
    presence: 'optional',
    values: ['web'],
    fallback: 'web',
    clauses: { type: 'CDRAU-registration-request-11', value: 'CDRAU-registration-request-11' },
  }),
  id_token_signed_response_alg: signingAlgorithm('CDRAU-registration-request-12'),
  id_token_encrypted_response_alg: metadata({
    presence: 'optional',
    requiredWhen: HYBRID,
    values: KEY_ALGORITHMS,
    clauses: { absent: 'CDRAU-registration-request-13' },
  }),
  id_token_encrypted_response_enc: metadata({
    presence: 'optional',
    requiredWhen: HYBRID,
    values: CONTENT_ALGORITHMS,
    clauses: { absent: 'CDRAU-registration-request-13' },
  }),
  authorization_signed_response_alg: signingAlgorithm('CDRAU-registration-request-15', {
    presence: 'optional',
    requiredWhen: CODE,
  }),
  authorization_encrypted_response_alg: metadata({
    presence: 'optional',
    requiredWhen: { claim: 'authorization_encrypted_response_enc', is: CONTENT_ALGORITHMS },
    values: KEY_ALGORITHMS,
    clauses: { absent: 'CDRAU-registration-request-16' },
  }),
  authorization_encrypted_response_enc: metadata({
    presence: 'optional',
    values: CONTENT_ALGORITHMS,
  }),
  request_object_signing_alg: metadata({
    presence: 'optional',
    values: ['PS256', 'ES256'],
    format: 'jws-alg',
    fallback: 'PS256',
    clauses: { value: 'FAPI1A-8.6-1' },
  }),
  software_statement: {
    type: 'string',
    presence: 'required',
    format: 'jwt',
    clauses: {
      absent: 'CDRAU-registration-request-18',
      empty: 'CDRAU-registration-request-18',
      type: 'RFC7591-3.1.1-1',
    },
    situation: 'ssa-missing',
  },
};

/** A member that the response schema demands, of a value that the request asked for. */
function registered(name: string): ClaimSpec {
  const spec = requestClaims[name];
  if (spec === undefined) throw new Error(`no request claim ${name}`);
  return {
    ...spec,
    presence: 'required',
    clauses: { ...spec.clauses, absent: 'CDRAU-registration-response-2' },
  };
}

/** A member that comes back where it was asked for. */
function echoed(name: string): ClaimSpec {
  const { requiredWhen: _when, ...spec } = metadataMember(requestClaims[name] ?? metadata({}));
  return { ...spec, presence: 'optional' };
}

function attested(
  presence: ClaimSpec['presence'],
  type: ClaimSpec['type'] = 'string',
  extra: Partial<ClaimSpec> = {},
): ClaimSpec {
  return {
    type,
    presence,
    clauses: {
      absent: 'CDRAU-registration-response-2',
      type: 'CDRAU-registration-response-2',
    },
    situation: 'client-metadata',
    ...extra,
  };
}

/** The registration as POST, GET and PUT answer it, swagger of the DCR APIs 1.36.0. */
export const responseMembers: Readonly<Record<string, ClaimSpec>> = {
  client_id: {
    type: 'string',
    presence: 'required',
    minLength: 1,
    clauses: {
      absent: 'RFC7591-3.2.1-2',
      empty: 'RFC7591-3.2.1-2',
      type: 'RFC7591-3.2.1-2',
    },
    situation: 'client-metadata',
  },
  client_id_issued_at: {
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: { type: 'OIDCR-3.2-6', value: 'RFC7591-3.2.1-6' },
    situation: 'client-metadata',
  },
  client_name: attested('required'),
  client_description: attested('required'),
  client_uri: attested('required'),
  legal_entity_id: attested('optional'),
  legal_entity_name: attested('optional'),
  org_id: attested('required'),
  org_name: attested('required'),
  redirect_uris: registered('redirect_uris'),
  sector_identifier_uri: attested('optional'),
  logo_uri: attested('required'),
  tos_uri: attested('optional'),
  policy_uri: attested('optional'),
  jwks_uri: attested('required'),
  revocation_uri: attested('optional'),
  recipient_base_uri: attested('optional'),
  token_endpoint_auth_method: registered('token_endpoint_auth_method'),
  token_endpoint_auth_signing_alg: registered('token_endpoint_auth_signing_alg'),
  grant_types: registered('grant_types'),
  response_types: registered('response_types'),
  application_type: echoed('application_type'),
  id_token_signed_response_alg: registered('id_token_signed_response_alg'),
  id_token_encrypted_response_alg: echoed('id_token_encrypted_response_alg'),
  id_token_encrypted_response_enc: echoed('id_token_encrypted_response_enc'),
  authorization_signed_response_alg: echoed('authorization_signed_response_alg'),
  authorization_encrypted_response_alg: echoed('authorization_encrypted_response_alg'),
  authorization_encrypted_response_enc: echoed('authorization_encrypted_response_enc'),
  request_object_signing_alg: registered('request_object_signing_alg'),
  software_statement: {
    type: 'string',
    presence: 'required',
    format: 'jwt',
    clauses: {
      absent: 'CDRAU-registration-response-2',
      type: 'CDRAU-registration-response-2',
      value: 'RFC7591-3.2.1-8',
    },
    situation: 'client-metadata',
  },
  software_id: attested('required'),
  software_roles: attested('optional'),
  scope: attested('required', 'string', { format: 'scope' }),
};
