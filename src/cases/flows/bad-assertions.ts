import type { RegisteredClient, TokenOptions } from '../../model/flow.ts';
import { signatureOf } from '../../mutations/index.ts';
import { type BadAssertion, fittingKey } from './bad-assertion.ts';
import { BAD_ASSERTION_FORMS } from './bad-assertion-forms.ts';
import { BAD_ASSERTION_KEYS } from './bad-assertion-keys.ts';
import { ecClient } from './client-use-token.ts';
import type { Rows } from './flow-case.ts';
import { ANY_CLIENT_ERROR } from './token-endpoint.ts';

const JWT_CLAIMS: Rows = ['RFC7523-3-1', 'RFC7523-3.2-1'];
const WINDOW: Rows = ['RFC7523-3-2', 'RFC7523-3.2-1'];
const SIGNATURE: Rows = ['RFC7523-3-3', 'RFC7523-3.2-1'];

const signedWith = (owner: 'rogue-signing', client: RegisteredClient): TokenOptions => ({
  signature: signatureOf(fittingKey(owner, client)),
});

/** Every defect of a client assertion that a server has to refuse. */
export const BAD_ASSERTIONS: readonly BadAssertion[] = [
  {
    slug: 'foreign-aud',
    title: 'for another audience',
    rows: [...WINDOW, 'RFC7519-4.1.3-1'],
    options: () => ({ assertion: { aud: 'https://another.example/token' } }),
  },
  {
    slug: 'expired',
    title: 'that expired an hour ago',
    rows: [...WINDOW, 'RFC7519-4.1.4-1'],
    options: (flow) => ({ assertion: { iat: flow.now() - 3900, exp: flow.now() - 3600 } }),
  },
  {
    slug: 'not-yet-valid',
    title: 'that becomes valid in half an hour',
    rows: ['RFC7519-4.1.5-1', 'RFC7523-3.2-1'],
    options: (flow) => ({ assertion: { nbf: flow.now() + 1800, exp: flow.now() + 3000 } }),
  },
  ...(['iss', 'sub', 'aud', 'exp'] as const).map(
    (claim): BadAssertion => ({
      slug: `without-${claim}`,
      title: `without ${claim}`,
      rows: JWT_CLAIMS,
      options: () => ({ assertion: { [claim]: undefined } }),
    }),
  ),
  {
    slug: 'exp-as-text',
    title: 'whose exp is a string',
    rows: ['RFC7519-4.1.4-2', ...JWT_CLAIMS],
    options: (flow) => ({ assertion: { exp: String(flow.now() + 120) } }),
  },
  {
    slug: 'other-iss',
    title: 'whose iss is another client',
    rows: JWT_CLAIMS,
    options: async (flow) => ({ assertion: { iss: (await flow.client()).clientId } }),
  },
  {
    slug: 'other-sub',
    title: 'whose sub is another client',
    rows: JWT_CLAIMS,
    options: async (flow) => ({ assertion: { sub: (await flow.client()).clientId } }),
  },
  {
    slug: 'unknown-client',
    title: 'of a client that was never registered',
    rows: ['RFC7523-3.2-1', 'RFC7523-3-1'],
    options: (flow) => ({ assertion: { iss: flow.uuid('nobody'), sub: flow.uuid('nobody') } }),
  },
  {
    slug: 'unknown-key',
    title: 'signed by a key of no key set',
    rows: SIGNATURE,
    options: (_flow, client) => signedWith('rogue-signing', client),
  },
  {
    slug: 'transport-key',
    title: 'signed by the transport key',
    rows: SIGNATURE,
    why: 'RFC 7517 4.2 says what `use` means, not that a verifier has to look at it.',
    whenAccepted: 'warn',
    needs: ['alg:PS256'],
    options: () => ({ signature: signatureOf('tpp-transport') }),
  },
  ...BAD_ASSERTION_KEYS,
  ...BAD_ASSERTION_FORMS,
  {
    slug: 'alg-none',
    title: 'with alg none',
    rows: [...SIGNATURE, 'RFC7518-3.6-1', 'FAPI1A-8.6-3'],
    options: () => ({ header: { alg: 'none', kid: undefined }, signature: { kind: 'none' } }),
  },
  {
    slug: 'hs256-public-key',
    title: 'with HS256, keyed with its own public key',
    rows: ['RFC8725-3.1-1', ...SIGNATURE],
    options: () => ({
      header: { alg: 'HS256' },
      signature: { kind: 'hmac', hash: 'sha256', secret: 'tpp-signing', form: 'pem' },
    }),
  },
  {
    slug: 'rs256',
    title: 'signed with RS256',
    rows: ['FAPI1A-8.6-1', 'FAPI1A-8.6-2', 'RFC7523-3.2-1'],
    options: () => ({
      header: { alg: 'RS256' },
      signature: { kind: 'key', key: 'tpp-signing', algorithm: 'RS256' },
    }),
  },
  {
    slug: 'other-registered-alg',
    title: 'signed with PS256 where ES256 is registered',
    why: 'OpenID Connect Registration 2: other algorithms than the registered one MUST be rejected.',
    rows: ['RFC8725-3.1-1', 'OBUK-token_endpoint_auth_signing_alg-1', 'RFC7523-3.2-1'],
    client: ecClient,
    options: (_flow, client) => ({
      header: { alg: 'PS256', kid: client.draft.request.header.kid },
      signature: { kind: 'key', key: 'tpp-signing', algorithm: 'PS256' },
    }),
  },
  {
    slug: 'ecdsa-der',
    title: 'with an ES256 signature in DER',
    rows: ['RFC7518-3.4-1', ...SIGNATURE],
    client: ecClient,
    options: () => ({
      signature: { kind: 'key', key: 'tpp-signing-ec', algorithm: 'ES256', der: true },
    }),
  },
  {
    slug: 'short-salt',
    title: 'with a PS256 signature whose salt has 20 bytes',
    rows: ['RFC7518-3.5-1'],
    needs: ['alg:PS256'],
    options: () => ({
      header: { alg: 'PS256' },
      signature: { kind: 'key', key: 'tpp-signing', algorithm: 'PS256', saltLength: 20 },
    }),
  },
  {
    slug: 'critical-extension',
    title: 'with a critical header extension nobody knows',
    rows: ['RFC7515-4.1.11-1', 'RFC7523-3.2-1'],
    options: () => ({ header: { crit: ['x-probe'], 'x-probe': 1 } }),
  },
  {
    slug: 'not-a-jwt',
    title: 'that is no JWT',
    rows: JWT_CLAIMS,
    codes: ANY_CLIENT_ERROR,
    options: () => ({ replay: 'not-a-jwt' }),
  },
];
