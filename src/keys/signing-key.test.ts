import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { NotOurs } from './not-ours.ts';
import { keyStore } from './pkcs12.ts';
import { readSigningKey, withSigningKey } from './signing-key.ts';
import { testCertificate } from './testing/certificates.ts';
import { STORES } from './testing/stores.ts';

const PEM = { type: 'pkcs8', format: 'pem' } as const;
const PUBLIC = { type: 'spki', format: 'pem' } as const;
const rsa = (modulusLength: number): string =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: PUBLIC,
    privateKeyEncoding: PEM,
  }).privateKey;
const ec = (namedCurve: string): string =>
  generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: PUBLIC,
    privateKeyEncoding: PEM,
  }).privateKey;
const jwkOf = (pem: string): object => createPrivateKey(pem).export({ format: 'jwk' });
const RSA = rsa(2048);

function read(text: string, kid: string | null = 'own', passphrase: string | null = null) {
  return readSigningKey({ name: '--signing-key key', bytes: Buffer.from(text), kid }, passphrase);
}

function locked(key: KeyObject): string {
  return key.export({ ...PEM, cipher: 'aes-256-cbc', passphrase: 'open' }).toString();
}

describe('readSigningKey', () => {
  it.each([
    ['PS256 for RSA in PEM', RSA, 'PS256'],
    ['ES256 for P-256 in PEM', ec('prime256v1'), 'ES256'],
    ['PS256 for RSA as JWK', JSON.stringify(jwkOf(RSA)), 'PS256'],
  ])('takes %s', (_what, text, algorithm) => {
    expect(read(text).algorithm).toBe(algorithm);
  });

  it('takes the kid of a JWK where none is given', () => {
    expect(read(JSON.stringify({ ...jwkOf(RSA), kid: 'of-the-jwk' }), null).kid).toBe('of-the-jwk');
  });

  it('opens an encrypted key', () => {
    expect(read(locked(createPrivateKey(RSA)), 'own', 'open').algorithm).toBe('PS256');
  });

  const owner = testCertificate({ name: 'tpp-1' });
  const ours = keyStore('signing', owner.key, [owner.cert], 'secret');

  it.each([
    ['of ours', ours, 'PS256'],
    ['of OpenSSL, with an EC key', Buffer.from(STORES.ec, 'base64'), 'ES256'],
    ['of an older tool', Buffer.from(STORES.legacy, 'base64'), 'PS256'],
  ])('takes the key in a PKCS#12 store %s', (_what, bytes, algorithm) => {
    const file = { name: '--signing-key key.p12', bytes, kid: 'own' };
    const key = readSigningKey(file, 'secret');
    expect([key.algorithm, key.kid, key.private.type]).toEqual([algorithm, 'own', 'private']);
  });

  it.each([
    ['with another passphrase', 'no', ours],
    ['without its passphrase', null, ours],
    ['that is broken', 'secret', ours.subarray(0, 200)],
  ])('refuses a PKCS#12 store %s in one line', (_what, passphrase, bytes) => {
    const file = { name: '--signing-key key.p12', bytes, kid: 'own' };
    const reading = () => readSigningKey(file, passphrase);
    expect(reading).toThrow(UsageError);
    expect(reading).toThrow(/^--signing-key key\.p12 is /);
  });

  it.each([
    ['a PEM key without a kid', RSA, null, null, 'nothing says the kid'],
    ['RSA of 1024 bits', rsa(1024), 'own', null, 'RSA of 1024 bits'],
    ['another curve', ec('secp384r1'), 'own', null, 'secp384r1'],
    [
      'an encrypted key without passphrase',
      locked(createPrivateKey(RSA)),
      'own',
      null,
      'encrypted',
    ],
    ['a wrong passphrase', locked(createPrivateKey(RSA)), 'own', 'no', 'with this passphrase'],
    ['a JWK Set', '{"keys":[]}', 'own', null, 'JWK Set'],
    ['what is no key', 'hello', 'own', null, 'PKCS#12'],
  ])('refuses %s', (_what, text, kid, passphrase, message) => {
    const reading = () => read(text, kid, passphrase);
    expect(reading).toThrow(UsageError);
    expect(reading).toThrow(message);
  });
});

describe('withSigningKey', () => {
  const trust = withSigningKey(fakeTrust(), read(RSA));

  it('signs as the software, under the given kid', () => {
    expect([trust.key('tpp-signing').kid, trust.softwareJwks]).toEqual([
      'own',
      { keys: [trust.key('tpp-signing').publicJwk] },
    ]);
  });

  it.each(['directory', 'tpp-signing-ec', 'other-signing', 'tpp-transport'] as const)(
    'has no key %s',
    (name) => {
      expect(() => trust.key(name)).toThrow(NotOurs);
    },
  );

  it('keeps the keys of strangers', () => {
    expect(trust.key('rogue-directory').kid).toBeDefined();
  });
});
