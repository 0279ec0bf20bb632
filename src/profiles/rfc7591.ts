import type { ClaimSpec, Profile } from '../model/profile.ts';
import { OUTSIDE_THE_PAYLOAD, REGISTERED_CODES, UNTRUSTED } from './errors.ts';
import {
  AUTH_METHODS,
  clientInformation,
  ignorable,
  metadata,
  requestClaims,
  shown,
} from './rfc7591-claims.ts';

const REFUSED = [
  'invalid_client_metadata',
  'invalid_redirect_uri',
  'invalid_software_statement',
  'unapproved_software_statement',
];
const REFUSED_SSA = [
  'invalid_software_statement',
  'unapproved_software_statement',
  'invalid_client_metadata',
];

const time: ClaimSpec = {
  type: 'integer',
  presence: 'optional',
  format: 'epoch-seconds',
  clauses: { type: 'RFC7519-4.1.4-2' },
  situation: 'ssa-claims',
};

/** OAuth 2.0 Dynamic Client Registration (RFC 7591) and its management protocol (RFC 7592), in JSON, with or without a statement. */
export const rfc7591: Profile = {
  id: 'rfc7591',
  title: 'OAuth 2.0 Dynamic Client Registration (RFC 7591) and Management (RFC 7592)',
  url: 'https://www.rfc-editor.org/rfc/rfc7591.html',
  lineage: ['rfc7591'],
  request: {
    format: 'json',
    mediaTypes: ['application/json'],
    // Of statements and client assertions; what a client asks for as metadata is up to the server.
    algorithms: ['RS256', 'PS256', 'ES256'],
    types: [],
    claims: requestClaims,
    values: {
      redirect_uris: '{redirect_uris}',
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code'],
      client_name: '{client_name}',
      client_uri: '{client_uri}',
      logo_uri: '{client_uri}/logo.png',
      tos_uri: '{client_uri}/terms',
      policy_uri: '{client_uri}/privacy',
      contacts: ['{technical_email}'],
      software_id: '{software_id}',
      software_version: '{software_version}',
    },
    // Without it nobody could tell whose client is left over.
    minimal: ['redirect_uris', 'client_name'],
  },
  ssa: {
    required: false,
    issuers: ['OpenBanking Ltd'],
    algorithms: ['RS256', 'PS256', 'ES256'],
    claims: {
      iss: {
        type: 'string',
        presence: 'required',
        minLength: 1,
        clauses: { absent: 'RFC7591-2.3-2', empty: 'RFC7591-2.3-2', type: 'RFC7591-2.3-2' },
        situation: 'ssa-claims',
      },
      iat: time,
      exp: time,
      nbf: time,
      software_id: metadata('string', { situation: 'ssa-claims' }),
      software_version: metadata('string', { situation: 'ssa-claims' }),
      client_name: metadata('string', { situation: 'ssa-claims' }),
      client_uri: metadata('string', { situation: 'ssa-claims' }),
    },
    values: {
      iss: '{ssa_issuer}',
      iat: '{now}',
      jti: '{ssa_jti}',
      software_id: '{software_id}',
      software_version: '{software_version}',
      client_name: '{client_name}',
      client_uri: '{client_uri}',
    },
    minimal: ['iat', 'software_id', 'client_name'],
    names: {
      softwareId: 'software_id',
      jwksUri: 'jwks_uri',
      redirectUris: 'redirect_uris',
      roles: 'software_roles',
      clientName: 'client_name',
    },
    softwareIds: 'uuid',
    lifetime: null,
  },
  rsaMinimumBits: 2048,
  roleScopes: {},
  freeScopes: ['openid'],
  response: {
    members: { ...clientInformation, ...shown(requestClaims) },
    notEchoed: ['client_id'],
    flattenSsa: false,
    mayIgnore: ignorable(requestClaims),
  },
  operations: { post: 'required', get: 'optional', put: 'optional', delete: 'optional' },
  management: { credential: 'registration-access-token' },
  authMethods: AUTH_METHODS,
  errorCodes: REGISTERED_CODES,
  errors: {
    'request-malformed': { statuses: [400], codes: REFUSED, body: 'registration' },
    'request-signature': { statuses: [400], codes: REFUSED, body: 'registration' },
    'request-claims': { statuses: [400], codes: REFUSED, body: 'registration' },
    'ssa-missing': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'ssa-malformed': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'ssa-signature': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'ssa-untrusted': UNTRUSTED,
    'ssa-claims': { statuses: [400], codes: REFUSED_SSA, body: 'registration' },
    'redirect-uri': {
      statuses: [400],
      codes: ['invalid_redirect_uri', 'invalid_client_metadata'],
      body: 'registration',
    },
    'client-metadata': {
      statuses: [400],
      codes: ['invalid_client_metadata', 'invalid_redirect_uri'],
      body: 'registration',
    },
    ...OUTSIDE_THE_PAYLOAD,
    // RFC 6750 3.1: 400 is for a request that lacks a parameter, or is malformed otherwise.
    'token-missing': { statuses: [401, 400], codes: [], body: 'bearer' },
  },
  overrides: [
    {
      requirement: 'RFC7592-2.3-4',
      excluded: true,
      reason:
        'Registration knows no resource that an access token opens: whether the tokens of a deleted client end cannot be seen.',
      url: 'https://www.rfc-editor.org/rfc/rfc7592.html#section-2.3',
    },
  ],
};
