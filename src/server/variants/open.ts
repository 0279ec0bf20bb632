import { oauthError } from '../answer.ts';
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
];
