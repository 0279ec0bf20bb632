import { execFile } from 'node:child_process';
import { sign, verify, X509Certificate } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyName } from '../model/keys.ts';
import { exportKeys } from './bundle.ts';
import { KEYSTORE_PASSWORD, TRUST_FILES, type TrustPath } from './layout.ts';
import { openTrustMaterial } from './store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { TrustMaterial } from './trust-material.ts';

const NAMES = TRUST_FILES.flatMap(({ key }) => key ?? []);
const run = promisify(execFile);
const keytool = await run('keytool', ['-help']).then(
  () => true,
  () => false,
);

// Keys are slow to make: one real set for the whole file, made by two openers at once.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dir: string;
let trust: TrustMaterial;
let rival: TrustMaterial;
beforeAll(async () => {
  folder = await temporaryFolder();
  dir = join(folder.path, 'keys');
  await mkdir(dir);
  await writeFile(join(dir, 'README.md'), 'read me');
  [trust, rival] = await Promise.all([openTrustMaterial(dir), openTrustMaterial(dir)]);
}, 60_000);
afterAll(() => folder.remove());

function file(path: TrustPath): Promise<Buffer> {
  return readFile(join(dir, path));
}

async function certificate(path: TrustPath): Promise<X509Certificate> {
  return new X509Certificate(await file(path));
}

function kids(material: TrustMaterial): string[] {
  return NAMES.map((name) => material.key(name).kid);
}

describe('making a set', () => {
  test('two openers at once end up with the same keys', () => {
    expect(kids(rival)).toEqual(kids(trust));
  });

  test('every key has a kid of its own', () => {
    expect(new Set(kids(trust)).size).toBe(NAMES.length);
  });

  test('a later opener gets the keys that are there, and is told they are not new', async () => {
    const again = await openTrustMaterial(dir);
    expect([trust.createdNow, again.createdNow, kids(again)]).toEqual([true, false, kids(trust)]);
  });

  test('the README in the folder survives', async () => {
    expect(await readFile(join(dir, 'README.md'), 'utf8')).toBe('read me');
  });

  test.each(TRUST_FILES.filter(({ secret }) => secret))('$path is 0600', async ({ path }) => {
    expect((await stat(join(dir, path))).mode & 0o777).toBe(0o600);
  });

  test('its export fits a secret of 48 KB', async () => {
    expect((await exportKeys(dir)).length).toBeLessThan(48 * 1024);
  });

  test('no file that may be read by others holds a private key', async () => {
    const open = TRUST_FILES.filter(({ secret }) => !secret).map(({ path }) => file(path));
    const texts = [...(await Promise.all(open)), await readFile(join(dir, 'manifest.json'))];
    expect(texts.filter((text) => /PRIVATE KEY|"d":/.test(text.toString()))).toEqual([]);
  });
});

describe('keys', () => {
  test.each(NAMES)('%s verifies what it signs', (name) => {
    const key = trust.key(name);
    const data = Buffer.from('data');
    expect(verify('sha256', data, key.public, sign('sha256', data, key.private))).toBe(true);
  });

  test.each<[KeyName, number | string]>([
    ['directory', 2048],
    ['directory-ec', 'prime256v1'],
    ['tpp-signing', 2048],
    ['tpp-signing-ec', 'prime256v1'],
    ['tpp-weak', 1024],
  ])('%s is of size %s', (name, size) => {
    const details = trust.key(name).public.asymmetricKeyDetails;
    expect(details?.modulusLength ?? details?.namedCurve).toBe(size);
  });

  test('the directory publishes its two signing keys', () => {
    expect(trust.directoryJwks).toEqual({
      keys: [trust.key('directory').publicJwk, trust.key('directory-ec').publicJwk],
    });
  });

  test('the software publishes signing and transport keys, with certificates where there are any', async () => {
    const x5c = async (path: TrustPath) => ({
      x5c: [(await certificate(path)).raw.toString('base64')],
    });
    expect(trust.softwareJwks).toEqual({
      keys: [
        { ...trust.key('tpp-signing').publicJwk, ...(await x5c('tpp/signing.pem')) },
        trust.key('tpp-signing-ec').publicJwk,
        {
          ...trust.key('tpp-transport').publicJwk,
          use: 'enc',
          ...(await x5c('tpp/transport.pem')),
        },
      ],
    });
  });
});

describe('certificates', () => {
  test.each<[TrustPath, TrustPath]>([
    ['ca/root.pem', 'ca/root.pem'],
    ['ca/issuing.pem', 'ca/root.pem'],
    ['tpp/transport.pem', 'ca/issuing.pem'],
    ['tpp/signing.pem', 'ca/issuing.pem'],
    ['server/tls.pem', 'ca/issuing.pem'],
    ['rogue/transport.pem', 'rogue/ca.pem'],
  ])('%s is issued by %s', async (path, issuer) => {
    const [leaf, ca] = [await certificate(path), await certificate(issuer)];
    expect([leaf.checkIssued(ca), leaf.verify(ca.publicKey)]).toEqual([true, true]);
  });

  test('the rogue certificate has the subject of the real one and another issuer', async () => {
    const rogue = await certificate('rogue/transport.pem');
    const real = await certificate('tpp/transport.pem');
    const ca = await certificate('ca/issuing.pem');
    expect([rogue.subject === real.subject, rogue.verify(ca.publicKey)]).toEqual([true, false]);
  });

  test('the subject is that of an Open Banking certificate', async () => {
    expect((await certificate('tpp/transport.pem')).subject.split('\n')).toEqual([
      'C=GB',
      'O=Example TPP Ltd',
      'organizationIdentifier=PSDGB-OB-123456',
      'CN=0015800001EXAMPLE',
    ]);
  });

  test('the subject is given as an RFC 4514 string that fits tls_client_auth_subject_dn', () => {
    expect(trust.client.subjectDn).toMatch(
      /^CN=0015800001EXAMPLE,2\.5\.4\.97=#0c0f.{30},O=Example TPP Ltd,C=GB$/,
    );
  });

  test('the transport certificate is for TLS clients only', async () => {
    expect((await certificate('tpp/transport.pem')).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  test.each(['PSP_AI', 'PSP_PI', 'PSP_IC', 'GB-FCA'])('the QCStatement says %s', async (text) => {
    expect((await certificate('tpp/transport.pem')).raw.includes(text)).toBe(true);
  });

  test('the server certificate is good for localhost by name and address', async () => {
    const server = await certificate('server/tls.pem');
    expect([
      server.checkHost('localhost'),
      server.checkIP('127.0.0.1'),
      server.checkIP('::1'),
    ]).toEqual(['localhost', '127.0.0.1', '::1']);
  });

  test.each<[string, (from: TrustMaterial) => { key: string; cert: string }]>([
    ['the server', (from) => from.server],
    ['the client', (from) => from.client],
    ['the rogue client', (from) => from.rogueClient],
  ])('%s has the key of its certificate', (_who, pick) => {
    const { key, cert } = pick(trust);
    expect(() => createSecureContext({ key, cert })).not.toThrow();
  });
});

describe('PKCS#12', () => {
  test('Node opens the client key store', async () => {
    const pfx = await file('tpp/transport.p12');
    expect(() => createSecureContext({ pfx, passphrase: KEYSTORE_PASSWORD })).not.toThrow();
  });

  test('Node refuses the client key store with another password', async () => {
    const pfx = await file('tpp/transport.p12');
    expect(() => createSecureContext({ pfx, passphrase: 'other' })).toThrow(/mac verify/);
  });

  test('Node reads the trust store, up to the key that a trust store has not', async () => {
    const pfx = await file('ca/truststore.p12');
    expect(() => createSecureContext({ pfx, passphrase: KEYSTORE_PASSWORD })).toThrow(
      'Unable to load private key from PFX data',
    );
  });

  test('Java sees two trusted certificates in the trust store', async ({ skip }) => {
    if (!keytool) skip('no keytool on this machine');
    const store = join(dir, 'ca/truststore.p12');
    const { stdout } = await run('keytool', [
      ...['-list', '-keystore', store, '-storepass', KEYSTORE_PASSWORD],
    ]);
    expect(stdout.match(/^dcr-conformance-\w+|trustedCertEntry/gm)).toEqual([
      ...['dcr-conformance-issuing', 'trustedCertEntry'],
      ...['dcr-conformance-root', 'trustedCertEntry'],
    ]);
  }, 30_000);
});
