import type { JsonObject } from '../../model/json.ts';
import type { Answer } from '../answer.ts';
import { oauthError } from '../answer.ts';
import { withBody, withHeader, without } from './edit.ts';
import type { Fault, Route } from './fault.ts';

function inDocument(
  slug: string,
  title: string,
  breaks: readonly string[],
  discovery: (document: JsonObject) => JsonObject,
): Fault {
  return { id: `discovery/${slug}`, title, kind: 'discovery', breaks, discovery };
}

function inAnswer(
  slug: string,
  title: string,
  breaks: readonly string[],
  where: Route,
  change: (answer: Answer) => Answer,
): Fault {
  return {
    id: `discovery/${slug}`,
    title,
    kind: 'discovery',
    breaks,
    answer: (answer, { route }) =>
      route === where && answer.status === 200 ? change(answer) : answer,
  };
}

const ADVERTISED = ['OIDCD-3-1', 'OBUK-discovery-1'];
const RESPONSE = ['OIDCD-4.2-1'];
const TLS = ['FAPI1B-7.1-1'];
const KEYS = ['OBUK-jws-5', 'FAPI1B-5.2.2-22-1'];

/** Changes every key of the server's own key set. */
function keys(answer: Answer, change: (key: JsonObject) => JsonObject): Answer {
  return withBody(answer, (body) => ({
    keys: Array.isArray(body.keys) ? body.keys.map((key) => change(key as JsonObject)) : [],
  }));
}

export const discoveryFaults: readonly Fault[] = [
  inDocument(
    'other-issuer',
    'names another issuer than the one discovery was asked at',
    // Assertions are for who it is said to be.
    ['OIDCD-4.3-1', 'RFC7523-3-1'],
    (document) => ({
      ...document,
      issuer: 'https://another-bank.example',
    }),
  ),
  inDocument('no-issuer', 'names no issuer', ['OIDCD-4.3-1'], (document) =>
    without(document, 'issuer'),
  ),
  inDocument(
    'no-registration-endpoint',
    'does not publish the registration endpoint',
    ADVERTISED,
    (document) => without(document, 'registration_endpoint'),
  ),
  inDocument(
    'registration-endpoint-is-no-url',
    'publishes a path as registration endpoint',
    [...ADVERTISED, 'RFC7591-3-2', 'FAPI1B-7.1-1'],
    (document) => ({
      ...document,
      registration_endpoint: '/register',
    }),
  ),
  inDocument(
    'http-authorization-endpoint',
    'publishes an authorization endpoint under http, on a host of its own',
    [...TLS, 'FAPI1B-5.2.2-22-1'],
    (document) => ({
      ...document,
      authorization_endpoint: 'http://bank.example/authorize',
    }),
  ),
  inDocument(
    'http-alias',
    'publishes an mTLS alias under http',
    ['RFC8705-5-1', 'OBBR-6.1-5-1'],
    (document) => ({
      ...document,
      mtls_endpoint_aliases: { authorization_endpoint: 'http://mtls.bank.example/authorize' },
    }),
  ),
  inDocument('no-aliases', 'names no endpoints for mutual TLS', ['OBBR-6.1-5-1'], (document) =>
    without(document, 'mtls_endpoint_aliases'),
  ),
  inDocument(
    'alias-missing',
    'names the token endpoint alone for mutual TLS',
    ['OBBR-6.1-5-1'],
    (document) => ({
      ...document,
      mtls_endpoint_aliases: { token_endpoint: document.token_endpoint ?? null },
    }),
  ),
  inDocument(
    'mechanisms-unsaid',
    'does not say which algorithms client assertions may have',
    ['OBBR-6.1-3-1'],
    (document) => without(document, 'token_endpoint_auth_signing_alg_values_supported'),
  ),
  inDocument('no-key-set', 'does not say where its keys are', ['FAPI1B-5.2.2-22-1'], (document) =>
    without(document, 'jwks_uri'),
  ),
  inDocument(
    'alg-none-offered',
    'offers unsigned client assertions',
    ['FAPI1A-8.6-3'],
    (document) => ({
      ...document,
      token_endpoint_auth_signing_alg_values_supported: ['PS256', 'none'],
    }),
  ),
  inDocument(
    'weak-algorithms-only',
    'offers RS256 alone for client assertions',
    ['FAPI1A-8.6-1', 'FAPI1A-8.6-2', 'OBBR-6.1-3-1'],
    (document) => ({
      ...document,
      token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    }),
  ),
  ...(
    [
      ['none', 'none', 'FAPI1A-8.6-3'],
      ['rs256', 'RS256', 'FAPI1A-8.6-2'],
    ] as const
  ).map(([slug, name, row]) => ({
    ...inDocument(
      `request-objects-${slug}`,
      `offers ${name} for request objects`,
      [row],
      (document) => ({
        ...document,
        request_object_signing_alg_values_supported: ['PS256', name],
      }),
    ),
    onlyWarns: 'The document may serve other clients than those of open banking.',
  })),
  inDocument(
    'secrets-only',
    'offers client secrets alone',
    ['FAPI1A-5.2.2-14-1', 'OBBR-6.1-3-1'],
    (document) => ({
      ...document,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }),
  ),
  {
    ...inDocument(
      'public-clients-offered',
      'offers the authentication method none',
      ['FAPI1A-5.2.2-16-1'],
      (document) => ({
        ...document,
        token_endpoint_auth_methods_supported: ['private_key_jwt', 'tls_client_auth', 'none'],
      }),
    ),
    onlyWarns: 'The document may serve other clients than those of open banking.',
  },
  {
    ...inDocument(
      'endpoint-elsewhere',
      'names a revocation endpoint on the host of somebody else',
      ['FAPI1B-5.2.2-22-1'],
      (document) => ({ ...document, revocation_endpoint: 'https://another-bank.example/revoke' }),
    ),
    onlyWarns: 'No clause ties the endpoints of a server to the host of its issuer.',
  },
  inAnswer(
    'labelled-text-html',
    'labels the discovery document as text/html',
    RESPONSE,
    'discovery',
    (answer) => withHeader(answer, 'content-type', 'text/html'),
  ),
  inAnswer(
    'in-array',
    'wraps the discovery document into an array',
    RESPONSE,
    'discovery',
    (answer) => ({
      ...answer,
      body: `[${answer.body ?? ''}]`,
    }),
  ),
  inAnswer('answers-201', 'answers discovery with 201', RESPONSE, 'discovery', (answer) => ({
    ...answer,
    status: 201,
  })),
  inAnswer(
    'none',
    'has no discovery document',
    ['FAPI1B-5.2.2-22-1', ...RESPONSE],
    'discovery',
    () => oauthError(404, 'not_found', 'there is nothing here'),
  ),
  inAnswer('private-keys', 'publishes its private keys', KEYS, 'jwks', (answer) =>
    keys(answer, (key) => ({ ...key, d: 'AQAB' })),
  ),
  inAnswer(
    'one-kid-for-all',
    'publishes its keys under one kid',
    ['FAPI1A-8.9-2', 'RFC7517-4.5-1'],
    'jwks',
    (answer) => keys(answer, (key) => ({ ...key, kid: 'key' })),
  ),
  inAnswer('key-set-missing', 'has no key set where it says', KEYS, 'jwks', () =>
    oauthError(404, 'not_found', 'there is nothing here'),
  ),
  inAnswer('key-set-is-no-set', 'publishes a key instead of a key set', KEYS, 'jwks', (answer) =>
    withBody(answer, ({ keys: all }) => (Array.isArray(all) ? all[0] : all)),
  ),
  {
    ...inAnswer(
      'key-set-labelled-text-html',
      'labels its key set as text/html',
      KEYS,
      'jwks',
      (answer) => withHeader(answer, 'content-type', 'text/html'),
    ),
    onlyWarns: 'RFC 7517 8.5.1 registers a media type for key sets; no clause demands it.',
  },
];
