import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { MAIN } from './layout.ts';
import { newFiles } from './new-files.ts';
import { publish } from './publish.ts';
import { findTrustSet, openTrustMaterial } from './store.ts';
import { fakeSet } from './testing/fake-set.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const set = fakeSet();
beforeEach(async () => {
  folder = await temporaryFolder();
  await publish(folder.path, newFiles(MAIN, set.files, set.manifest));
});
afterEach(() => folder.remove());

async function problem(): Promise<UsageError> {
  const error = await findTrustSet(folder.path).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw new Error('a UsageError was expected');
  return error;
}

test('a complete set is read back as it was written', async () => {
  expect(await findTrustSet(folder.path)).toEqual(set);
});

test('a folder without any file of a set has none', async () => {
  const empty = await temporaryFolder();
  expect(await findTrustSet(empty.path)).toBeNull();
  await empty.remove();
});

test('a missing file is named', async () => {
  await rm(join(folder.path, 'tpp/jwks.json'));
  expect((await problem()).message).toBe(`${join(folder.path, 'tpp/jwks.json')} is missing`);
});

test('a truncated file is named', async () => {
  const path = join(folder.path, 'ca/root.pem');
  await writeFile(path, (await readFile(path)).subarray(0, 10));
  expect((await problem()).message).toContain('ca/root.pem is damaged');
});

test('files without a manifest are an incomplete set, never filled up or replaced', async () => {
  await rm(join(folder.path, 'manifest.json'));
  expect((await problem()).message).toContain('directory.jwks.json is there but manifest.json is');
});

test.each(['', 'not json', '{}', '[]', 'null', '{"schemaVersion":"1.0","files":[]}'])(
  'a manifest of %j is named as broken',
  async (text) => {
    await writeFile(join(folder.path, 'manifest.json'), text);
    expect((await problem()).message).toContain('manifest.json is not the manifest of a key set');
  },
);

test('the message is one line and comes with a hint', async () => {
  await rm(join(folder.path, 'ca/root.pem'));
  const { message, hint } = await problem();
  expect([message, hint]).toEqual([expect.not.stringMatching('\n'), expect.stringMatching(/^.+$/)]);
});

test('a keys folder that is a file is a usage error that says so', async () => {
  const path = join(folder.path, 'manifest.json');
  await expect(openTrustMaterial(path)).rejects.toThrow(UsageError);
});

test('a set whose certificates have ended is not used', async () => {
  const now = () => Date.parse(set.manifest.expiresAt);
  await expect(openTrustMaterial(folder.path, { now })).rejects.toThrow(/certificates ended 2027/);
});
