import type { ClaimSpec } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';

const BASE62_22 = '^[0-9a-zA-Z]{1,22}$';
const UUID_V4 =
  '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$';
const CIBA = { claim: 'grant_types', is: ['urn:openid:params:grant-type:ciba'] };

/** All five defects of a claim break the one row that describes it. */
export function allOf(id: string): ClaimSpec['clauses'] {
  return { absent: id, empty: id, type: id, value: id, length: id };
}

/** The same row for what is sent, but absence is left open (or speaks elsewhere). */
function sentValue(id: string): ClaimSpec['clauses'] {
  return { empty: id, type: id, value: id, length: id };
}

function signingAlgorithm(id: string, extra: Partial<ClaimSpec> = {}): ClaimSpec {
  return {
    type: 'string',
    presence: 'required',
    values: ['PS256', 'ES256'],
    tolerated: ['RS256'],
    maxLength: 5,
    format: 'jws-alg',
    replaceable: true,
    clauses: allOf(id),
    situation: 'client-metadata',
    ...extra,
  };
}

/** Data dictionary of OBClientRegistrationRequest1, DCR v3.3. */
export const requestClaims: Readonly<Record<string, ClaimSpec>> = {
  iss: {
    type: 'string',
    presence: 'required',
    pattern: BASE62_22,
    minLength: 1,
    maxLength: 22,
    clauses: allOf('OBUK-iss-1'),
    situation: 'request-claims',
  },
  iat: {
    type: 'integer',
    presence: 'required',
    format: 'epoch-seconds',
    clauses: { absent: 'OBUK-iat-1', type: 'OBUK-iat-1' },
    situation: 'request-claims',
  },
  exp: {
    type: 'integer',
    presence: 'required',
    format: 'epoch-seconds',
    clauses: { absent: 'OBUK-exp-2', type: 'OBUK-exp-2' },
    situation: 'request-claims',
  },
  nbf: {
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: { type: 'RFC7519-4.1.4-2' },
    situation: 'request-claims',
  },
  aud: {
    type: 'string',
    presence: 'required',
    pattern: '^[0-9a-zA-Z]{1,18}$',
    minLength: 1,
    maxLength: 18,
    clauses: { absent: 'OBUK-aud-1', empty: 'OBUK-aud-1', type: 'OBUK-aud-1' },
    situation: 'request-claims',
  },
  jti: {
    type: 'string',
    presence: 'required',
    pattern: UUID_V4,
    minLength: 36,
    maxLength: 36,
    clauses: allOf('OBUK-jti-1'),
    situation: 'request-claims',
  },
  client_id: {
    type: 'string',
    presence: 'optional',
    minLength: 1,
    maxLength: 36,
    clauses: {},
    situation: 'client-metadata',
  },
  redirect_uris: {
    type: 'array',
    presence: 'optional',
    minItems: 1,
    minLength: 1,
    maxLength: 256,
    format: 'redirect-uri',
    clauses: {
      empty: 'RFC7591-5-2',
      type: 'OBUK-redirect_uris-1',
      value: 'OBUK-redirect_uris-1',
      length: 'OBUK-redirect_uris-4',
    },
    replaceable: true,
    situation: 'redirect-uri',
  },
  token_endpoint_auth_method: {
    type: 'string',
    presence: 'required',
    values: [
      'private_key_jwt',
      'client_secret_jwt',
      'client_secret_basic',
      'client_secret_post',
      'tls_client_auth',
    ],
    maxLength: 32,
    replaceable: true,
    clauses: allOf('OBUK-token_endpoint_auth_method-1'),
    situation: 'client-metadata',
  },
  grant_types: {
    type: 'array',
    presence: 'required',
    minItems: 1,
    maxLength: 34,
    values: [
      'client_credentials',
      'authorization_code',
      'refresh_token',
      'urn:openid:params:grant-type:ciba',
    ],
    replaceable: true,
    clauses: allOf('OBUK-grant_types-2'),
    situation: 'client-metadata',
  },
  response_types: {
    type: 'array',
    presence: 'optional',
    values: ['code', 'code id_token'],
    maxLength: 32,
    fallback: ['code id_token'],
    replaceable: true,
    clauses: {
      type: 'OBUK-general-1',
      value: 'FAPI1A-5.2.2-2-1',
      length: 'FAPI1A-5.2.2-2-1',
    },
    situation: 'client-metadata',
  },
  software_id: {
    type: 'string',
    presence: 'optional',
    pattern: BASE62_22,
    minLength: 1,
    maxLength: 22,
    clauses: sentValue('OBUK-software_id-1'),
    situation: 'request-claims',
  },
  scope: {
    type: 'string',
    presence: 'required',
    minLength: 1,
    maxLength: 256,
    values: ['openid', 'accounts', 'payments', 'fundsconfirmations'],
    format: 'scope',
    replaceable: true,
    // The table and the OpenAPI document require it, the text lets the server take a default: it then has to show it.
    clauses: {
      absent: 'OBUK-scope-1',
      empty: 'OBUK-scope-1',
      type: 'OBUK-scope-1',
      length: 'OBUK-scope-1',
    },
    situation: 'client-metadata',
  },
  software_statement: {
    type: 'string',
    presence: 'required',
    format: 'jwt',
    clauses: {
      absent: 'OBUK-software_statement-1',
      empty: 'OBUK-software_statement-1',
      type: 'RFC7591-3.1.1-1',
    },
    situation: 'ssa-missing',
  },
  application_type: {
    type: 'string',
    presence: 'required',
    values: ['web', 'mobile'],
    maxLength: 32,
    replaceable: true,
    clauses: allOf('OBUK-application_type-1'),
    situation: 'client-metadata',
  },
  id_token_signed_response_alg: signingAlgorithm('OBUK-id_token_signed_response_alg-1'),
  request_object_signing_alg: signingAlgorithm('OBUK-request_object_signing_alg-1'),
  token_endpoint_auth_signing_alg: signingAlgorithm('OBUK-token_endpoint_auth_signing_alg-1', {
    presence: 'optional',
    requiredWhen: {
      claim: 'token_endpoint_auth_method',
      is: ['private_key_jwt', 'client_secret_jwt'],
    },
  }),
  tls_client_auth_subject_dn: {
    type: 'string',
    presence: 'optional',
    requiredWhen: { claim: 'token_endpoint_auth_method', is: ['tls_client_auth'] },
    minLength: 1,
    maxLength: 128,
    format: 'dn',
    clauses: allOf('OBUK-tls_client_auth_subject_dn-1'),
    situation: 'client-metadata',
  },
  backchannel_token_delivery_mode: {
    type: 'string',
    presence: 'optional',
    requiredWhen: CIBA,
    values: ['poll', 'ping'],
    tolerated: ['push'],
    maxLength: 8,
    replaceable: true,
    clauses: allOf('OBUK-backchannel-1'),
    situation: 'client-metadata',
  },
  backchannel_client_notification_endpoint: {
    type: 'string',
    presence: 'optional',
    requiredWhen: { claim: 'backchannel_token_delivery_mode', is: ['ping', 'push'] },
    minLength: 1,
    maxLength: 256,
    format: 'https-uri',
    clauses: allOf('OBUK-backchannel-2'),
    situation: 'client-metadata',
  },
  backchannel_authentication_request_signing_alg: {
    type: 'string',
    presence: 'optional',
    requiredWhen: CIBA,
    values: ['PS256', 'ES256'],
    tolerated: ['RS256'],
    maxLength: 8,
    format: 'jws-alg',
    replaceable: true,
    clauses: allOf('OBUK-backchannel-1'),
    situation: 'client-metadata',
  },
  backchannel_user_code_parameter_supported: {
    type: 'boolean',
    presence: 'optional',
    values: ['false'],
    replaceable: true,
    clauses: { type: 'OBUK-backchannel-3', value: 'OBUK-backchannel-3' },
    situation: 'client-metadata',
  },
};

function echoed(name: string): ClaimSpec {
  const spec = requestClaims[name];
  if (spec === undefined) throw new Error(`no request claim ${name}`);
  return metadataMember(spec);
}

/** OBClientRegistrationResponse1, DCR v3.3. JWT mechanics (iss, iat, exp, aud, jti) need not come back. */
export const responseMembers: Readonly<Record<string, ClaimSpec>> = {
  client_id: {
    type: 'string',
    presence: 'required',
    minLength: 1,
    maxLength: 36,
    clauses: {
      absent: 'RFC7591-3.2.1-2',
      empty: 'RFC7591-3.2.1-2',
      type: 'RFC7591-3.2.1-2',
      length: 'OBUK-client_id-1',
    },
    situation: 'client-metadata',
  },
  client_secret: {
    type: 'string',
    presence: 'optional',
    minLength: 1,
    maxLength: 36,
    clauses: {
      type: 'OBUK-client_secret-1',
      length: 'OBUK-client_secret-1',
      empty: 'OBUK-client_secret-1',
    },
    situation: 'client-metadata',
  },
  client_id_issued_at: {
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: { type: 'OBUK-client_id_issued_at-1', value: 'RFC7591-3.2.1-6' },
    situation: 'client-metadata',
  },
  client_secret_expires_at: {
    type: 'integer',
    presence: 'optional',
    format: 'epoch-seconds',
    clauses: {
      absent: 'RFC7591-3.2.1-5',
      type: 'OBUK-client_id_issued_at-1',
      value: 'RFC7591-3.2.1-5',
    },
    situation: 'client-metadata',
  },
  software_statement: {
    type: 'string',
    presence: 'required',
    format: 'jwt',
    clauses: {
      absent: 'OBUK-software_statement-2',
      type: 'OBUK-software_statement-2',
      value: 'RFC7591-3.2.1-8',
    },
    situation: 'client-metadata',
  },
  redirect_uris: { ...echoed('redirect_uris'), presence: 'required' },
  token_endpoint_auth_method: echoed('token_endpoint_auth_method'),
  grant_types: echoed('grant_types'),
  response_types: echoed('response_types'),
  software_id: echoed('software_id'),
  scope: echoed('scope'),
  application_type: echoed('application_type'),
  id_token_signed_response_alg: echoed('id_token_signed_response_alg'),
  request_object_signing_alg: echoed('request_object_signing_alg'),
  token_endpoint_auth_signing_alg: echoed('token_endpoint_auth_signing_alg'),
  tls_client_auth_subject_dn: echoed('tls_client_auth_subject_dn'),
  backchannel_token_delivery_mode: echoed('backchannel_token_delivery_mode'),
  backchannel_client_notification_endpoint: echoed('backchannel_client_notification_endpoint'),
  backchannel_authentication_request_signing_alg: echoed(
    'backchannel_authentication_request_signing_alg',
  ),
  backchannel_user_code_parameter_supported: echoed('backchannel_user_code_parameter_supported'),
};
