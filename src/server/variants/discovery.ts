import type { Json, JsonObject } from '../../model/json.ts';
import { isRowOf } from '../../requirements/applies.ts';
import { oauthError } from '../answer.ts';
import { withHeader, without } from '../faults/edit.ts';
import { type Variant, variant } from './variant.ts';

const FOR_CERTIFICATES = [
  'token_endpoint',
  'registration_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
];

/** The endpoints of `document` that a client with a certificate calls, each as `written`. */
const endpoints = (document: JsonObject, written: (url: string) => string): JsonObject =>
  Object.fromEntries(
    FOR_CERTIFICATES.filter((name) => name in document).map((name) => [
      name,
      written(String(document[name])),
    ]),
  );

/** Where this server has nothing: a stand-in for endpoints without client certificates. */
const withoutCertificates = (url: string): string => url.replace(/\/(?=\w+$)/, '/no-certificates/');

const LISTS = [
  'token_endpoint_auth_methods_supported',
  'token_endpoint_auth_signing_alg_values_supported',
  'scopes_supported',
  'grant_types_supported',
  'service_documentation',
];

const METHODS = 'token_endpoint_auth_methods_supported';
const OF_OTHERS = ['tls_client_auth', 'client_secret_basic', 'client_secret_jwt'];

function methodsIn(document: JsonObject): readonly Json[] {
  const named = document[METHODS];
  return Array.isArray(named) ? named : [];
}

export const discoveryVariants: readonly Variant[] = [
  variant(
    'mtls-aliases',
    'takes client certificates only at the endpoints that it names for them',
    'RFC 8705 5.',
    {
      discovery: (document) => ({
        ...document,
        ...endpoints(document, withoutCertificates),
        mtls_endpoint_aliases: endpoints(document, (url) => url),
      }),
      // One ecosystem has an endpoint more among them.
      where: (profile) => !isRowOf(profile, 'OBBR-6.1-5-1'),
    },
  ),
  variant(
    'extra-discovery-members',
    'adds members of its own to discovery',
    'OpenID Connect Discovery 3: other members may appear.',
    {
      discovery: (document) => ({
        ...document,
        bank_branches: 12,
        claims_parameter_supported: true,
        require_pushed_authorization_requests: false,
      }),
    },
  ),
  variant(
    'short-discovery',
    'leaves out what discovery may leave out',
    'OpenID Connect Discovery 3: these members are OPTIONAL or RECOMMENDED.',
    {
      discovery: (document) => without(document, ...LISTS),
      // One ecosystem has servers say which mechanisms they have.
      where: (profile) => !isRowOf(profile, 'OBBR-6.1-3-1'),
    },
  ),
  variant(
    'methods-of-other-clients',
    'names ways to log in that clients of other kinds have',
    'RFC 8414 2: the methods that the token endpoint supports, whoever uses them.',
    {
      discovery: (document) => ({
        ...document,
        [METHODS]: [...new Set([...methodsIn(document), ...OF_OTHERS])],
      }),
      where: ({ authMethods }) => OF_OTHERS.some((method) => !authMethods.includes(method)),
    },
  ),
  variant(
    'openid-discovery-only',
    'has its metadata in one well-known place',
    'FAPI 1.0 Part 1, 5.2.2: OpenID Connect Discovery.',
    {
      intercept: ({ path }) =>
        path === '/.well-known/oauth-authorization-server'
          ? oauthError(404, 'not_found', 'there is nothing here')
          : null,
    },
  ),
  variant(
    'no-introspection',
    'offers no introspection',
    'RFC 8414 2: introspection_endpoint is OPTIONAL.',
    {
      discovery: (document) => without(document, 'introspection_endpoint'),
      intercept: ({ route }) =>
        route === 'introspection' ? oauthError(404, 'not_found', 'there is nothing here') : null,
    },
  ),
  variant('no-revocation', 'offers no revocation', 'RFC 8414 2: revocation_endpoint is OPTIONAL.', {
    discovery: (document) => without(document, 'revocation_endpoint'),
    intercept: ({ route }) =>
      route === 'revocation' ? oauthError(404, 'not_found', 'there is nothing here') : null,
  }),
  variant(
    'key-set-media-type',
    'labels its key set as application/jwk-set+json',
    'RFC 7517 8.5.1.',
    {
      answer: (answer, { route }) =>
        route === 'jwks' ? withHeader(answer, 'content-type', 'application/jwk-set+json') : answer,
    },
  ),
];
