import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NewFile, publish, settle } from './publish.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const PATHS = ['a.pem', 'sub/b.pem', 'sub/c.pem', 'manifest.json'];

function setOf(text: string): ReadonlyMap<string, NewFile> {
  return new Map(
    PATHS.map((path) => [path, { bytes: Buffer.from(text), secret: path.endsWith('.pem') }]),
  );
}

function contents(): Promise<string[]> {
  return Promise.all(PATHS.map((path) => readFile(join(folder.path, path), 'utf8')));
}

async function mode(path: string): Promise<string> {
  return ((await stat(join(folder.path, path))).mode & 0o777).toString(8);
}

test('of many sets published at once exactly one gets in, whole', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `set ${i}`);
  const won = await Promise.all(names.map((name) => publish(folder.path, setOf(name))));
  const winner = names[won.indexOf(true)];
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await contents()).toEqual(PATHS.map(() => winner));
});

test('nothing but the set is left in the folder', async () => {
  await Promise.all([publish(folder.path, setOf('x')), publish(folder.path, setOf('y'))]);
  expect((await readdir(folder.path)).toSorted()).toEqual(['a.pem', 'manifest.json', 'sub']);
});

test('a later set does not get in', async () => {
  await publish(folder.path, setOf('first'));
  expect(await publish(folder.path, setOf('second'))).toBe(false);
  expect(await contents()).toEqual(PATHS.map(() => 'first'));
});

test('files that do not belong to the set stay as they are', async () => {
  await writeFile(join(folder.path, 'README.md'), 'read me');
  await publish(folder.path, setOf('set'));
  expect(await readFile(join(folder.path, 'README.md'), 'utf8')).toBe('read me');
});

test('secret files are for the owner alone, folders too', async () => {
  await publish(folder.path, setOf('set'));
  const modes = await Promise.all(['sub', 'sub/b.pem', 'manifest.json'].map(mode));
  expect(modes).toEqual(['700', '600', '644']);
});

test('a set whose placing was interrupted is finished by the next one to come', async () => {
  await mkdir(join(folder.path, '.staged/sub'), { recursive: true });
  for (const path of PATHS) await writeFile(join(folder.path, '.staged', path), 'staged');
  await writeFile(join(folder.path, 'a.pem'), 'staged');
  await settle(folder.path);
  expect(await contents()).toEqual(PATHS.map(() => 'staged'));
});

test('finishing never overwrites a file that is there', async () => {
  await publish(folder.path, setOf('complete'));
  await mkdir(join(folder.path, '.staged'));
  await writeFile(join(folder.path, '.staged/a.pem'), 'stray');
  await settle(folder.path);
  expect(await readFile(join(folder.path, 'a.pem'), 'utf8')).toBe('complete');
});

test('what a killed process left is swept once it is old, and not before', async () => {
  await mkdir(join(folder.path, '.new-old'));
  await mkdir(join(folder.path, '.new-young'));
  await utimes(join(folder.path, '.new-old'), 1, 1);
  await publish(folder.path, setOf('set'));
  expect((await readdir(folder.path)).filter((name) => name.startsWith('.'))).toEqual([
    '.new-young',
  ]);
});
