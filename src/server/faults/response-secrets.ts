import type { Json, JsonObject } from '../../model/json.ts';
import { isRowOf } from '../../requirements/applies.ts';
import { secretOf } from './edit.ts';
import type { Fault } from './fault.ts';
import { onMembers } from './response-members.ts';
import { LOGIN } from './rows.ts';

/** Adds members that a client record must not hold, or not like that. */
function adding(
  slug: string,
  title: string,
  breaks: readonly string[],
  members: (now: number, secret: string) => JsonObject,
): Fault {
  return onMembers(slug, title, breaks, (record, { now }) => ({
    ...record,
    ...members(now, secretOf(record)),
  }));
}

const EXPIRY = ['RFC7591-3.2.1-5', 'OBUK-client_secret-1'];

/** Values of client_secret_expires_at that are no end of life to come. */
const EXPIRIES: readonly (readonly [string, string, readonly string[], (now: number) => Json])[] = [
  ['as-text', 'as a string', ['OIDCR-3.2-6', 'OBUK-client_id_issued_at-1'], () => '0'],
  ['past', 'in the past', EXPIRY, (now) => now - 3600],
  ['in-milliseconds', 'in milliseconds', EXPIRY, (now) => (now + 3600) * 1000],
  ['negative', 'as -1', ['OBUK-client_id_issued_at-1', ...EXPIRY, 'OIDCR-3.2-6'], () => -1],
  ['null', 'as null', EXPIRY, () => null],
];

const PRIVATE_KEY = { kty: 'RSA', kid: 'leaked', n: 'AQAB', e: 'AQAB', d: 'AQAB' };
const PUBLIC_KEY = { kty: 'RSA', kid: 'shown', n: 'AQAB', e: 'AQAB' };
const NOT_REGISTERED = ['RFC7591-3.2.1-7'];

/** A record that shows where the keys are has two sources of them then. */
const BESIDE_JWKS_URI = [...NOT_REGISTERED, 'RFC7591-2-7'];

export const secretFaults: readonly Fault[] = [
  adding(
    'secret-without-expiry',
    'issues a client_secret without its end of life',
    EXPIRY,
    (_now, secret) => ({
      client_secret: secret,
    }),
  ),
  ...EXPIRIES.map(([slug, title, breaks, value]) =>
    adding(
      `secret-expiry-${slug}`,
      `issues a client_secret with client_secret_expires_at ${title}`,
      breaks,
      (now, secret) => ({ client_secret: secret, client_secret_expires_at: value(now) }),
    ),
  ),
  adding(
    'secret-too-long',
    'issues a client_secret of 44 characters',
    ['OBUK-client_secret-1'],
    (_now, secret) => ({
      client_secret: secret.padEnd(44, 's'),
      client_secret_expires_at: 0,
    }),
  ),
  adding(
    'secret-as-number',
    'issues a client_secret that is a number',
    ['OBUK-client_secret-1'],
    (_now, secret) => ({
      client_secret: Number.parseInt(secret.slice(0, 12), 16),
      client_secret_expires_at: 0,
    }),
  ),
  {
    ...adding(
      'secret-of-all',
      'issues the same client_secret to everyone',
      // It opens nothing: the real secret stays with the server.
      ['RFC7591-3.2.1-4', LOGIN, 'RFC7523-3-1'],
      () => ({
        client_secret: 'the-one-and-only-secret',
        client_secret_expires_at: 0,
      }),
    ),
    // The other two rows only follow from it: where they stand alone, the secret of nobody breaks nothing.
    where: (profile) => isRowOf(profile, 'RFC7591-3.2.1-4'),
  },
  adding('private-key', 'sends a key set with a private key', BESIDE_JWKS_URI, () => ({
    jwks: { keys: [PRIVATE_KEY] },
  })),
  adding('access-token', 'sends an access token in the client record', NOT_REGISTERED, () => ({
    access_token: 'token-of-nobody',
  })),
  onMembers(
    'two-key-sources',
    'sends jwks beside jwks_uri',
    ['RFC7591-2-7', 'RFC7591-2-12', 'OBBR-7.1.1-2-1', ...NOT_REGISTERED],
    (record) => ({
      ...record,
      jwks: { keys: [PUBLIC_KEY] },
      jwks_uri: record.software_jwks_endpoint ?? 'https://keys.bank.example/client.jwks',
    }),
  ),
];
