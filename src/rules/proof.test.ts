import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { parseJws } from './jws.ts';
import { createKeyCache } from './key-cache.ts';
import { prove } from './proof.ts';

interface Pair {
  readonly private: KeyObject;
  readonly jwk: JsonObject;
}

let rsa: Pair;
let otherRsa: Pair;
let ec: Pair;

function pair(keys: { privateKey: KeyObject; publicKey: KeyObject }, kid: string): Pair {
  const pem = keys.publicKey.export({ type: 'spki', format: 'pem' });
  // Exporting a JWK from a fresh key object can hang on Node 20; one read from PEM never does.
  const jwk = createPublicKey(pem).export({ format: 'jwk' });
  return { private: keys.privateKey, jwk: { ...(jwk as JsonObject), kid, use: 'sig' } };
}

beforeAll(() => {
  rsa = pair(generateKeyPairSync('rsa', { modulusLength: 2048 }), 'rsa');
  otherRsa = pair(generateKeyPairSync('rsa', { modulusLength: 2048 }), 'other');
  ec = pair(generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'ec');
});

function signed(header: JsonObject, make: (data: Buffer) => Buffer) {
  const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part({ a: 1 })}`;
  return parseJws(`${input}.${make(Buffer.from(input)).toString('base64url')}`);
}

const pss = (key: KeyObject, saltLength: number) => (data: Buffer) =>
  sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

function proof(jws: ReturnType<typeof signed>, keys: readonly JsonObject[]) {
  return prove(jws, { keys }, createKeyCache());
}

describe('prove', () => {
  it('finds the key of a PS256 signature by kid', async () => {
    const { match } = await proof(signed({ alg: 'PS256', kid: 'rsa' }, pss(rsa.private, 32)), [
      otherRsa.jwk,
      rsa.jwk,
    ]);
    expect(match).toEqual({ jwk: rsa.jwk, kidMatches: true, saltLength: 32 });
  });

  it('tells a key of another kid', async () => {
    const { match } = await proof(signed({ alg: 'PS256', kid: 'unknown' }, pss(rsa.private, 32)), [
      rsa.jwk,
    ]);
    expect(match?.kidMatches).toBe(false);
  });

  it.each([0, 20, 222])('tells a salt of %i bytes', async (saltLength) => {
    const { match } = await proof(signed({ alg: 'PS256' }, pss(rsa.private, saltLength)), [
      rsa.jwk,
    ]);
    expect(match?.saltLength).toBe(saltLength);
  });

  it.each(['ieee-p1363', 'der'] as const)('reads ECDSA as %s', async (dsaEncoding) => {
    const jws = signed({ alg: 'ES256' }, (data) =>
      sign('sha256', data, { key: ec.private, dsaEncoding }),
    );
    expect((await proof(jws, [ec.jwk])).match?.jwk).toEqual(ec.jwk);
  });

  it('reads RS256, for the rules to refuse', async () => {
    const jws = signed({ alg: 'RS256' }, (data) => sign('sha256', data, rsa.private));
    expect((await proof(jws, [rsa.jwk])).match?.jwk).toEqual(rsa.jwk);
  });

  it('does not match a key that did not sign', async () => {
    expect(
      (await proof(signed({ alg: 'PS256' }, pss(rsa.private, 32)), [otherRsa.jwk])).match,
    ).toBeNull();
  });

  it('does not take a public key for an HMAC secret', async () => {
    const secret = JSON.stringify(rsa.jwk);
    const jws = signed({ alg: 'HS256' }, (data) =>
      createHmac('sha256', secret).update(data).digest(),
    );
    expect((await proof(jws, [rsa.jwk])).match).toBeNull();
  });

  it.each<[string, JsonObject]>([
    ['of unknown type', { kty: 'XYZ' }],
    ['without members', { kty: 'EC' }],
    ['off the curve', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }],
  ])('skips a key %s', async (_what, key) => {
    const jws = signed({ alg: 'ES256' }, (data) =>
      sign('sha256', data, { key: ec.private, dsaEncoding: 'ieee-p1363' }),
    );
    expect((await proof(jws, [key, ec.jwk])).match?.jwk).toEqual(ec.jwk);
  });

  it('says that a document without keys is no key set', async () => {
    const { unavailable } = await prove(
      signed({ alg: 'PS256' }, pss(rsa.private, 32)),
      {},
      createKeyCache(),
    );
    expect(unavailable).toBe('the key set has no keys array');
  });
});
