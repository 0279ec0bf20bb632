import { X509Certificate } from 'node:crypto';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exportKeys, importKeys } from './bundle.ts';
import { openTrustMaterial } from './store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { TlsClient, TrustMaterial } from './trust-material.ts';

const KEYS = ['other-signing-ec', 'rogue-directory-ec', 'rogue-signing-ec'] as const;

// Keys are slow to make: one set for the whole file, of which each test gets a copy.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let made: string;
let dir: string;
let trust: TrustMaterial;
let count = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
  made = join(folder.path, 'made');
  await mkdir(made);
  trust = await openTrustMaterial(made);
}, 60_000);
beforeEach(async () => {
  count += 1;
  dir = join(folder.path, `copy-${count}`);
  await cp(made, dir, { recursive: true });
});
afterAll(() => folder.remove());

const forget = () => rm(join(dir, 'strangers'), { recursive: true });

function strangersOf({ strangers }: TrustMaterial): Record<string, TlsClient> {
  return { ...strangers };
}

const kids = (from: TrustMaterial) => KEYS.map((name) => from.key(name).kid);
const certificates = (from: TrustMaterial) =>
  Object.values(strangersOf(from)).map(({ cert }) => cert);

function leaf(name: 'expired' | 'other' | 'unlisted'): X509Certificate {
  return new X509Certificate(strangersOf(trust)[name]?.cert ?? '');
}

describe('strangers', () => {
  test.each(['expired', 'other', 'unlisted'] as const)('%s comes from our CA', async (name) => {
    const issuing = new X509Certificate(await readFile(join(made, 'ca/issuing.pem')));
    expect(leaf(name).verify(issuing.publicKey)).toBe(true);
  });

  test.each(['expired', 'other', 'unlisted'] as const)('%s has its own key', (name) => {
    const { key, cert } = strangersOf(trust)[name] ?? {};
    expect(() => createSecureContext({ key, cert })).not.toThrow();
  });

  test('the expired certificate is that of the software, but for its time', () => {
    const own = new X509Certificate(trust.client.cert);
    const { subject, validTo, publicKey } = leaf('expired');
    expect([subject, publicKey.equals(own.publicKey), Date.parse(validTo) < Date.now()]).toEqual([
      own.subject,
      true,
      true,
    ]);
  });

  test('the other certificate is current and shares nothing but the country', () => {
    const own = new X509Certificate(trust.client.cert);
    const lines = new Set(own.subject.split('\n'));
    const shared = leaf('other')
      .subject.split('\n')
      .filter((line) => lines.has(line));
    expect([shared, Date.parse(leaf('other').validTo) > Date.now()]).toEqual([['C=GB'], true]);
  });

  test('the unlisted certificate is of the software, with a key that its set does not have', () => {
    const own = new X509Certificate(trust.client.cert);
    const { subject, publicKey } = leaf('unlisted');
    const { n } = publicKey.export({ format: 'jwk' });
    expect([subject, JSON.stringify(trust.softwareJwks).includes(String(n))]).toEqual([
      own.subject,
      false,
    ]);
  });
});

describe('a set that an earlier version made', () => {
  test('opens with its keys as they were, and gets its strangers', async () => {
    await forget();
    const opened = await openTrustMaterial(dir);
    expect([opened.createdNow, opened.client.cert]).toEqual([false, trust.client.cert]);
    expect(Object.keys(strangersOf(opened))).toEqual(['expired', 'other', 'unlisted']);
  });

  test('keeps the strangers it got', async () => {
    await forget();
    const [first, second] = [await openTrustMaterial(dir), await openTrustMaterial(dir)];
    expect([kids(second), certificates(second)]).toEqual([kids(first), certificates(first)]);
  });

  test('gets the same ones from two openers at once', async () => {
    await forget();
    const [first, second] = await Promise.all([openTrustMaterial(dir), openTrustMaterial(dir)]);
    expect([kids(second), certificates(second)]).toEqual([kids(first), certificates(first)]);
  });

  test('is exported, and imported without strangers', async () => {
    await forget();
    const bundle = await exportKeys(dir);
    const target = join(folder.path, 'old-import');
    expect(await importKeys(target, bundle)).toBe('imported');
    expect((await openTrustMaterial(target)).client.cert).toBe(trust.client.cert);
  });
});

describe('a bundle', () => {
  test('carries the strangers along', async () => {
    const target = join(folder.path, 'import');
    await importKeys(target, await exportKeys(dir));
    const opened = await openTrustMaterial(target);
    expect([kids(opened), certificates(opened)]).toEqual([kids(trust), certificates(trust)]);
  });
});

describe('strangers that cannot be used', () => {
  test('one of them is missing', async () => {
    await rm(join(dir, 'strangers/other.pem'));
    await expect(openTrustMaterial(dir)).rejects.toThrow(/strangers\/other\.pem/);
  });

  test('they are of another set', async () => {
    const another = join(folder.path, 'another');
    await mkdir(another);
    await openTrustMaterial(another);
    await forget();
    await cp(join(another, 'strangers'), join(dir, 'strangers'), { recursive: true });
    await expect(openTrustMaterial(dir)).rejects.toThrow(/belongs to another set/);
  }, 60_000);
});
