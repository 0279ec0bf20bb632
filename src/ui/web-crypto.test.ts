import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lint } from '../lint/lint.ts';
import type { KeySignature } from '../model/draft.ts';
import type { KeyName } from '../model/keys.ts';
import { makeRegistration } from '../payload/index.ts';
import { PROFILES } from '../profiles/index.ts';
import { encodeBase64url } from '../rules/base64url.ts';
import { parseJws } from '../rules/jws.ts';
import { createKeyCache } from '../rules/key-cache.ts';
import { prove } from '../rules/proof.ts';
import { pageKeys } from './page-keys.ts';
import { keyPair, privateJwkOf, readPrivateKey, signWith, trustKey } from './web-crypto.ts';

const encode = (value: object): string =>
  encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));

/** How the lenient verifier of lint finds a signature that was made as `spec` says. */
async function proved(name: KeyName, spec: Omit<KeySignature, 'kind' | 'key'>) {
  const key = await keyPair(name);
  const input = `${encode({ alg: spec.algorithm, kid: key.kid })}.${encode({ iss: 'a' })}`;
  const signature = await signWith(key, { kind: 'key', key: name, ...spec }, input);
  const jws = parseJws(`${input}.${encodeBase64url(signature)}`);
  return { jws, ...(await prove(jws, { keys: [key.publicJwk] }, createKeyCache())) };
}

describe('a signature made by WebCrypto', () => {
  it.each(['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'RS1'] as const)(
    'verifies as %s',
    async (algorithm) => {
      expect((await proved('tpp-signing', { algorithm })).match).not.toBeNull();
    },
  );

  it('has the salt that is asked for', async () => {
    const { match } = await proved('tpp-signing', { algorithm: 'PS256', saltLength: 20 });
    expect(match?.saltLength).toBe(20);
  });

  it.each([
    ['R || S', false, 64],
    ['DER', true, 70],
  ])('is %s on P-256', async (_name, der, least) => {
    const { jws, match } = await proved('tpp-signing-ec', { algorithm: 'ES256', der });
    expect(match).not.toBeNull();
    expect(jws.signature.length).toBeGreaterThanOrEqual(least === 64 ? 64 : 66);
    expect(jws.signature[0] === 0x30 && jws.signature.length !== 64).toBe(der);
  });
});

describe('a key of the user', () => {
  const options = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const;

  it.each([
    ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048, ...options })],
    ['EC', () => generateKeyPairSync('ec', { namedCurve: 'P-256', ...options })],
  ])('is read as %s from PEM and from JWK', async (kty, pair) => {
    const jwk = await readPrivateKey(String(pair().privateKey));
    expect(jwk.kty).toBe(kty);
    const again = await readPrivateKey(JSON.stringify({ ...jwk, kid: 'mine' }));
    expect((await trustKey('tpp-signing', again, again.kid)).kid).toBe('mine');
  });

  it.each([
    '',
    '{"kty":"RSA"}',
    'no key',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
  ])('is refused as %j', async (text) => {
    await expect(readPrivateKey(text)).rejects.toThrow();
  });
});

describe('the keys of the page', () => {
  it('sign a registration in which lint finds nothing, with both signatures good', async () => {
    const keys = await pageKeys();
    for (const algorithm of ['PS256', 'ES256'] as const) {
      const profile = PROFILES['ob-uk-3.3'];
      if (profile === undefined) throw new Error('no profile');
      const { signed } = await keys.with((trust) =>
        makeRegistration({
          ...{ profile, trust, algorithm, statement: null, seed: '1', runId: 'r' },
          ...{ now: 1_800_000_000, audience: 'bank1', jwksBaseUrl: 'https://keys.example' },
          registrationEndpoint: 'https://bank.example/register',
          ...{ edits: [], like: null, mutations: [] },
        }),
      );
      const report = await lint({
        texts: [{ name: 'request', text: signed.request }],
        profile,
        now: 1_800_000_001,
        jwks: keys.trust.softwareJwks,
        directoryJwks: keys.trust.directoryJwks,
      });
      expect(report.findings).toEqual([]);
      expect(report.documents.map(({ verified }) => verified)).toEqual([true, true]);
    }
  });

  it('are made when they are asked for', async () => {
    const keys = await pageKeys();
    const rogue = await keys.with(async (trust) => trust.key('rogue-signing'));
    expect(privateJwkOf(rogue)).toHaveProperty('d');
    expect(keys.trust.softwareJwks.keys).not.toContainEqual(rogue.publicJwk);
  });
});
