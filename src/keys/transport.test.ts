import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../model/json.ts';
import type { TransportFiles } from '../model/options.ts';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { keyStore } from './pkcs12.ts';
import { testCertificate } from './testing/certificates.ts';
import { STORES } from './testing/stores.ts';
import { readTransport, withTransport } from './transport.ts';

const root = testCertificate({ name: 'Some Root', authority: true });
const issuing = testCertificate({ name: 'Some Issuer', authority: true, issuer: root });
const leaf = testCertificate({ name: 'tpp-1', issuer: issuing });
const stranger = testCertificate({ name: 'stranger', key: root.key });

function files(parts: Partial<Record<keyof TransportFiles, unknown>>): TransportFiles {
  const { certificate = '', key = null, passphrase = null } = parts;
  const bytes = typeof certificate === 'string' ? Buffer.from(certificate) : certificate;
  return { certificate: bytes, key, passphrase } as TransportFiles;
}

const store = keyStore('alias', leaf.key, [leaf.cert, issuing.cert], 'pass-1');

function encrypted(passphrase: string): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
  }).privateKey;
}

describe('readTransport', () => {
  it.each([
    ['PEM in two files', { certificate: leaf.cert + issuing.cert, key: leaf.key }],
    ['PEM in one file', { certificate: leaf.key + leaf.cert + issuing.cert }],
    [
      'PEM with the chain before the leaf',
      { certificate: issuing.cert + leaf.cert, key: leaf.key },
    ],
    ['PKCS#12', { certificate: store, passphrase: 'pass-1' }],
  ])('reads %s, and puts the leaf before its issuer', (_what, parts) => {
    const { key, cert, subjectDn } = readTransport(files(parts));
    const subjects = (cert.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map(
      (pem) => new X509Certificate(pem).subject,
    );
    expect([subjects, subjectDn]).toEqual([['CN=tpp-1', 'CN=Some Issuer'], 'CN=tpp-1']);
    expect(key).toContain('-----BEGIN PRIVATE KEY-----');
  });

  it.each([
    ['no certificate', { certificate: leaf.key }, /holds no certificate/],
    ['no key', { certificate: leaf.cert }, /there is no private key/],
    ['the key of another', { certificate: leaf.cert, key: issuing.key }, /is of none of the/],
    [
      'a wrong passphrase',
      { certificate: store, passphrase: 'pass-2' },
      /not opened by this passph/,
    ],
    ['no passphrase', { certificate: store }, /not opened by this passphrase/],
    ['bytes that are nothing', { certificate: Buffer.from([1, 2, 3]) }, /is no PKCS#12/],
    ['an encrypted key', { certificate: leaf.cert, key: encrypted('a') }, /is encrypted/],
    [
      'an encrypted key and another passphrase',
      { certificate: leaf.cert, key: encrypted('a'), passphrase: 'b' },
      /cannot be read with this passphrase/,
    ],
    [
      'a broken certificate',
      {
        certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
        key: leaf.key,
      },
      /broken certificate/,
    ],
  ])('says what is wrong with %s', (_what, parts, says) => {
    expect(() => readTransport(files(parts))).toThrow(says);
  });
});

describe('a PKCS#12 store of another tool', () => {
  it.each([
    ['ec', 'CN=ec-tpp,O=Example TPP Ltd,C=GB'],
    ['legacy', '2.5.4.5=#130137,1.2.840.113549.1.9.1=#160d61407470702e6578616d706c65,CN=rsa-tpp'],
  ] as const)('is read: %s', (name, subjectDn) => {
    const certificate = Buffer.from(STORES[name], 'base64');
    expect(readTransport(files({ certificate, passphrase: 'secret' })).subjectDn).toBe(subjectDn);
  });
});

describe('withTransport', () => {
  it('shows the certificate, and publishes its key with the keys of the software', () => {
    const trust = fakeTrust();
    const own = withTransport(trust, files({ certificate: leaf.cert, key: leaf.key }));
    const sets = [trust, own].map(({ softwareJwks: { keys } }) =>
      Array.isArray(keys) ? keys : [],
    );
    const added = sets[1]?.at(-1);
    expect(own.client.subjectDn).toBe('CN=tpp-1');
    expect(sets[1]?.length).toBe((sets[0]?.length ?? 0) + 1);
    expect(isJsonObject(added) && [added.use, added.x5c]).toEqual([
      'enc',
      [new X509Certificate(leaf.cert).raw.toString('base64')],
    ]);
  });

  it('leaves the rogue certificate alone', () => {
    const trust = fakeTrust();
    const own = withTransport(trust, files({ certificate: stranger.cert, key: stranger.key }));
    expect(own.rogueClient).toBe(trust.rogueClient);
  });

  it('has no certificates of strangers: their issuer is another one', () => {
    const own = withTransport(fakeTrust(), files({ certificate: leaf.cert, key: leaf.key }));
    expect(own.strangers).toBeNull();
  });
});
