import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { exportKeys, importKeys } from './bundle.ts';
import { MAIN } from './layout.ts';
import { newFiles } from './new-files.ts';
import { publish } from './publish.ts';
import { findTrustSet } from './store.ts';
import { fakeSet } from './testing/fake-set.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

interface Bundle {
  format: string;
  manifest: unknown;
  files: Record<string, unknown>;
}

let source: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const set = fakeSet();
beforeEach(async () => {
  [source, folder] = [await temporaryFolder(), await temporaryFolder()];
  await publish(source.path, newFiles(MAIN, set.files, set.manifest));
});
afterEach(async () => {
  await source.remove();
  await folder.remove();
});

async function edited(edit: (bundle: Bundle) => void): Promise<string> {
  const bundle = JSON.parse(
    gunzipSync(Buffer.from(await exportKeys(source.path), 'base64')).toString(),
  ) as Bundle;
  edit(bundle);
  return gzipSync(JSON.stringify(bundle)).toString('base64');
}

test('an exported set is imported as it was', async () => {
  await importKeys(folder.path, await exportKeys(source.path));
  expect(await findTrustSet(folder.path)).toEqual(set);
});

test('an imported private key is for its owner alone', async () => {
  await importKeys(folder.path, await exportKeys(source.path));
  expect((await stat(join(folder.path, 'tpp/signing.key.pem'))).mode & 0o777).toBe(0o600);
});

test('line breaks that a secret store put in do no harm', async () => {
  const wrapped = (await exportKeys(source.path)).replace(/.{76}/g, '$&\r\n');
  expect(await importKeys(folder.path, wrapped)).toBe('imported');
});

test('importing the set that is there already changes nothing', async () => {
  expect(await importKeys(source.path, await exportKeys(source.path))).toBe('present');
});

test('another set is never overwritten', async () => {
  const other = fakeSet();
  await publish(folder.path, newFiles(MAIN, other.files, other.manifest));
  await expect(importKeys(folder.path, await exportKeys(source.path))).rejects.toThrow(
    /already holds another set/,
  );
  expect(await findTrustSet(folder.path)).toEqual(other);
});

test('there is nothing to export where there are no keys, and none are made', async () => {
  await expect(exportKeys(folder.path)).rejects.toThrow(UsageError);
  expect(await readdir(folder.path)).toEqual([]);
});

const BAD: readonly [what: string, bundle: () => string | Promise<string>, message: RegExp][] = [
  ['nothing', () => '', /not base64 of gzip of JSON/],
  ['other text', () => 'not a bundle!', /not base64 of gzip of JSON/],
  [
    'half a bundle',
    async () => (await exportKeys(source.path)).slice(0, 900),
    /not base64 of gzip/,
  ],
  ['a gzip bomb', () => gzipSync(Buffer.alloc(5_000_000)).toString('base64'), /not base64 of gzip/],
  ['another format', () => edited((b) => (b.format = 'x')), /another format/],
  ['no manifest', () => edited((b) => (b.manifest = undefined)), /no manifest/],
  [
    'a path outside the folder',
    () => edited((b) => (b.files['../../escape.pem'] = 'x')),
    /none of ours: "\.\.\/\.\.\/escape\.pem"/,
  ],
  ['an absolute path', () => edited((b) => (b.files['/tmp/x'] = 'x')), /none of ours/],
  ['an unknown file', () => edited((b) => (b.files['ca/more.pem'] = 'x')), /none of ours/],
  [
    'a file missing',
    () => edited((b) => delete b.files['ca/root.pem']),
    /ca\/root\.pem is missing/,
  ],
  [
    'a file altered',
    () => edited((b) => (b.files['ca/root.pem'] = 'x')),
    /ca\/root\.pem is damaged/,
  ],
  ['a file that is no text', () => edited((b) => (b.files['ca/root.pem'] = 1)), /is missing/],
];

test.each(BAD)('a bundle of %s is refused', async (_what, bundle, message) => {
  await expect(importKeys(folder.path, await bundle())).rejects.toThrow(message);
});

test.each(BAD)('a bundle of %s leaves nothing behind', async (_what, bundle) => {
  await importKeys(folder.path, await bundle()).catch(() => null);
  expect(await readdir(folder.path)).toEqual([]);
});
