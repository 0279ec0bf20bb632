import { oauthError } from '../answer.ts';
import { isRefusal, withBody } from '../faults/edit.ts';
import { type Variant, variant } from './variant.ts';

const OWN = ['registration_access_token', 'registration_client_uri'];

/** What every server knows that registers clients in plain JSON. */
const FEW = new Set([
  'redirect_uris',
  'token_endpoint_auth_method',
  'grant_types',
  'response_types',
  'client_name',
]);

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** True where every redirect URI is one of the web. */
function onlyHttp(uris: unknown): boolean {
  return texts(uris).every((uri) => /^https?:/i.test(uri));
}

function among(value: unknown, wanted: string): boolean {
  return Array.isArray(value) && value.includes(wanted);
}

/** Legal ways of servers that register clients in plain JSON, with or without a statement (RFC 7591, RFC 7592). */
export const openVariants: readonly Variant[] = [
  variant(
    'registration-token-rotates',
    'gives a new registration access token with every read and update',
    'RFC 7592 5: the server MAY rotate it.',
    { behaviours: { registrationTokenRotates: true } },
  ),
  variant('not-managed', 'manages no clients', 'RFC 7592 1: management is optional.', {
    record: (record) =>
      Object.fromEntries(Object.entries(record).filter(([name]) => !OWN.includes(name))),
    intercept: ({ route }) =>
      route === 'client' ? oauthError(404, 'not_found', 'there is nothing here') : null,
  }),
  variant(
    'statements-ignored',
    'ignores software statements',
    'RFC 7591 2.3: a server may ignore them.',
    {
      skipsIn: (id) => id.startsWith('ssa.') || id.startsWith('request.claims.software_statement'),
      registered: (client, { claims, ssaClaims }) => ({
        ...client,
        softwareStatement: null,
        metadata: Object.fromEntries(
          Object.entries(client.metadata).flatMap(([name, value]) =>
            name in ssaClaims
              ? claims[name] === undefined
                ? []
                : [[name, claims[name]]]
              : [[name, value]],
          ),
        ),
      }),
    },
  ),
  variant(
    'few-metadata',
    'understands a handful of metadata and ignores the others',
    'RFC 7591 2: metadata that are not understood are ignored.',
    {
      registered: (client) => ({
        ...client,
        metadata: Object.fromEntries(
          Object.entries(client.metadata).filter(([name]) => FEW.has(name)),
        ),
      }),
      // What it would need to know such a client by is among what it ignores.
      refuses: ({ metadata: { token_endpoint_auth_method: method } }) =>
        /jwt|tls/.test(String(method))
          ? { situation: 'client-metadata', message: 'the method is not offered' }
          : null,
    },
  ),
  variant(
    'no-client-credentials',
    'refuses clients that ask for the client_credentials grant',
    'RFC 7591 2: a server may refuse any value.',
    {
      refuses: ({ metadata }) =>
        among(metadata.grant_types, 'client_credentials')
          ? { situation: 'client-metadata', message: 'the grant is not offered' }
          : null,
    },
  ),
  variant(
    'secrets-only',
    'refuses clients that authenticate with a key or a certificate',
    'RFC 7591 2: a server may refuse any value.',
    {
      refuses: ({ metadata: { token_endpoint_auth_method: method } }) =>
        /jwt|tls/.test(String(method))
          ? { situation: 'client-metadata', message: 'the method is not offered' }
          : null,
    },
  ),
  variant(
    'web-clients-only',
    'refuses native clients and the implicit grant',
    'RFC 7591 2: a server may refuse any value.',
    {
      refuses: ({ metadata: { application_type: type, grant_types: grants } }) =>
        type === 'native' || among(grants, 'implicit')
          ? { situation: 'client-metadata', message: 'such clients are not taken' }
          : null,
    },
  ),
  variant(
    'invalid-request-for-what-it-cannot-read',
    'says invalid_request where it cannot read the request',
    'OpenID Connect Registration 3.3: other error codes MAY be used; RFC 7591 3.2.2 does not close its list.',
    {
      answer: (answer, context) =>
        isRefusal(answer, context) && context.cause === 'request-malformed'
          ? withBody(answer, (body) => ({ ...body, error: 'invalid_request' }))
          : answer,
    },
  ),
  variant(
    'missing-token-400',
    'answers 400 with a challenge where no access token is sent',
    'RFC 6750 3.1: the status of a request that lacks a parameter SHOULD be 400.',
    {
      answer: (answer, { cause }) =>
        cause === 'token-missing' ? { ...answer, status: 400 } : answer,
    },
  ),
  variant(
    'http-redirects',
    'takes http redirect URIs of confidential clients',
    'OpenID Connect Core 3.1.2.1: a provider may allow them.',
    {
      where: ({ request }) => request.httpRedirects !== undefined,
      excuses: (rule, { metadata }) =>
        rule === 'redirect.scheme' && onlyHttp(metadata.redirect_uris),
    },
  ),
  variant(
    'claimed-https-redirects',
    'takes https redirect URIs of native clients',
    'RFC 8252 7.2: an app claims them.',
    {
      excuses: (rule, { metadata: { redirect_uris: uris } }) =>
        rule === 'redirect.native' && !texts(uris).some((uri) => uri.startsWith('http://tpp')),
    },
  ),
];
