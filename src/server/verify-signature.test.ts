import { constants, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { parseJws } from '../rules/jws.ts';
import { createKeyCache } from '../rules/key-cache.ts';
import { prove } from '../rules/proof.ts';
import { verifySignature } from './verify-signature.ts';

const keys: Record<string, KeyObject> = {};
const jwks: Record<string, JsonObject> = {};

beforeAll(() => {
  const pairs = {
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    EC: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  };
  for (const [kty, { privateKey, publicKey }] of Object.entries(pairs)) {
    keys[kty] = privateKey;
    // Exporting a JWK from a fresh key object can hang on Node 20; one read from PEM never does.
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    jwks[kty] = createPublicKey(pem).export({ format: 'jwk' }) as JsonObject;
  }
});

/** A token that says and is signed with `alg`; `salt` in bytes, for PSS. */
function token(alg: string, salt: number | undefined): string {
  const input = [{ alg }, { a: 1 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const how = {
    key: keys[alg.startsWith('ES') ? 'EC' : 'RSA'] as KeyObject,
    ...(alg.startsWith('ES') ? { dsaEncoding: 'ieee-p1363' as const } : {}),
    ...(salt === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt }),
  };
  const signature = sign(`sha${alg.slice(2)}`, Buffer.from(input), how);
  return `${input}.${signature.toString('base64url')}`;
}

const ALGORITHMS = [
  ['PS256', 32],
  ['PS256', 20],
  ['PS384', 48],
  ['PS512', 64],
  ['RS256', undefined],
  ['RS384', undefined],
  ['RS512', undefined],
  ['ES256', undefined],
] as const;

/** Another first letter of the signature. */
const spoiled = (jwt: string) =>
  jwt.replace(/\.([^.])([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`);

describe('the verification of the server', () => {
  for (const [alg, salt] of ALGORITHMS) {
    it(`takes ${alg}${salt === undefined ? '' : ` with a salt of ${salt} bytes`} and refuses it with another letter, as WebCrypto does`, async () => {
      for (const [jwt, good] of [
        [token(alg, salt), true],
        [spoiled(token(alg, salt)), false],
      ] as const) {
        const set = { keys: [jwks.RSA, jwks.EC] } as unknown as JsonObject;
        const own = await prove(parseJws(jwt), set, createKeyCache(), verifySignature);
        const other = await prove(parseJws(jwt), set, createKeyCache());
        expect(own).toEqual(other);
        expect(own.match !== null).toBe(good);
        if (good) expect(own.match?.saltLength).toBe(salt ?? null);
      }
    });
  }

  it('takes a key of nonsense for one that does not fit', async () => {
    const set = { keys: [{ kty: 'RSA', n: 'AA', e: 'AA' }] };
    const proof = await prove(parseJws(token('PS256', 32)), set, createKeyCache(), verifySignature);
    expect(proof).toEqual({ unavailable: null, match: null });
  });
});
