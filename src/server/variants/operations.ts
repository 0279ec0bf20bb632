import { type Answer, methodNotAllowed, oauthError } from '../answer.ts';
import { withBody, withHeader, without } from '../faults/edit.ts';
import type { Hooks } from '../faults/fault.ts';
import { type Variant, variant } from './variant.ts';

type Verb = 'GET' | 'PUT' | 'DELETE';

const OPTIONAL = 'DCR v3.3, endpoints: GET, PUT and DELETE are each optional.';

const ABSENT: Readonly<Record<404 | 405 | 501, (left: readonly Verb[]) => Answer>> = {
  404: () => oauthError(404, 'not_found', 'there is nothing here'),
  405: (left) => methodNotAllowed(left),
  501: () => oauthError(501, 'not_implemented', 'this is not offered'),
};

const VERBS: readonly Verb[] = ['GET', 'PUT', 'DELETE'];

function lacking(
  absent: readonly Verb[],
  status: keyof typeof ABSENT,
): Hooks & Pick<Variant, 'where'> {
  const left = VERBS.filter((verb) => !absent.includes(verb));
  return {
    where: ({ operations }) =>
      absent.every((verb) => operations[verb.toLowerCase() as Lowercase<Verb>] === 'optional'),
    intercept: ({ route, method }) =>
      route === 'client' && absent.some((verb) => verb === method) ? ABSENT[status](left) : null,
  };
}

const absences = ([404, 405, 501] as const).flatMap((status) => [
  ...VERBS.map((verb) =>
    variant(
      `no-${verb.toLowerCase()}-${status}`,
      `does not offer ${verb} (${status})`,
      OPTIONAL,
      lacking([verb], status),
    ),
  ),
  variant(
    `post-only-${status}`,
    `offers neither GET nor PUT nor DELETE (${status})`,
    OPTIONAL,
    lacking(VERBS, status),
  ),
]);

const CERTIFICATE =
  'DCR v3.3, Authentication: no status is given for a failed mutual TLS; a TLS alert is as good.';

export const operationVariants: readonly Variant[] = [
  ...absences,
  ...[400, 403, 404, 421].map((status) =>
    variant(`stranger-${status}`, `answers ${status} to a peer without certificate`, CERTIFICATE, {
      answer: (answer, { cause }) =>
        cause === 'no-certificate'
          ? { ...withHeader(answer, 'www-authenticate', null), status }
          : answer,
    }),
  ),
  variant('stranger-reset', 'resets the connection of a peer without certificate', CERTIFICATE, {
    delivery: (_answer, { cause }) => (cause === 'no-certificate' ? 'reset' : null),
  }),
  variant('stranger-alert', 'ends the TLS handshake of a peer without certificate', CERTIFICATE, {
    tls: { rejectUnauthorized: true },
  }),
  variant('tls-1-2', 'offers TLS 1.2 only', 'FAPI 1.0 Part 1, 7.1: TLS 1.2 or later.', {
    tls: {
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384',
    },
  }),
  variant('tls-1-3', 'offers TLS 1.3 only', 'FAPI 1.0 Part 1, 7.1: TLS 1.2 or later.', {
    tls: { minVersion: 'TLSv1.3' },
  }),
];

const onToken = (change: Parameters<typeof withBody>[1]): Hooks => ({
  answer: (answer, { route }) =>
    route === 'token' && answer.status === 200 ? withBody(answer, change) : answer,
});

const LIFETIME = 'RFC 6749 5.1: expires_in is RECOMMENDED, and its value is the server\u2019s.';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const tokenVariants: readonly Variant[] = [
  variant('tokens-live-5-s', 'issues tokens for 5 s', LIFETIME, { tokenLifetime: 5 }),
  variant('tokens-live-a-day', 'issues tokens for a day', LIFETIME, { tokenLifetime: 86_400 }),
  variant(
    'newest-token-only',
    'ends the access tokens of a client when it issues another',
    'RFC 6749 5.1 leaves the life of a token to the server.',
    { behaviours: { newestTokenOnly: true } },
  ),
  variant(
    'tokens-without-expiry',
    'does not tell how long a token lives',
    LIFETIME,
    onToken((body) => without(body, 'expires_in')),
  ),
  variant(
    'tokens-without-scope',
    'does not tell the scope of a token',
    'RFC 6749 5.1: scope is OPTIONAL where it is the requested one.',
    onToken((body) => without(body, 'scope')),
  ),
  variant(
    'token-type-in-lower-case',
    'calls tokens bearer',
    'RFC 6749 5.1: token_type is case-insensitive.',
    onToken((body) => ({ ...body, token_type: 'bearer' })),
  ),
  variant(
    'extra-token-members',
    'adds members of its own to token responses',
    'RFC 6749 5.1: clients ignore what they do not know.',
    onToken((body) => ({ ...body, issued_at: 1, refresh_token_expires_in: 0 })),
  ),
  variant(
    'jwt-tokens',
    'issues access tokens that are JWTs',
    'RFC 6749 1.4: the format of tokens is open.',
    {
      accessToken: (made, clientId) =>
        `${encoded({ alg: 'PS256', typ: 'at+jwt' })}.${encoded({ sub: clientId, jti: made })}.${made.repeat(4)}`,
    },
  ),
  variant(
    'long-tokens',
    'issues access tokens of 2000 characters',
    'RFC 6749 A.12: no length is set.',
    {
      accessToken: (made) => `${made.repeat(46)}~+/.-_==`,
    },
  ),
];
