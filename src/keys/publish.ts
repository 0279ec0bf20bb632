import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MANIFEST } from './layout.ts';

/** A file to write: bytes, and whether only its owner may read it. */
export interface NewFile {
  readonly bytes: Uint8Array;
  readonly secret: boolean;
}

const STAGED = '.staged';
const UNFINISHED = /^\.(new|old)-/;
const ABANDONED_MS = 3_600_000;

/**
 * Puts a complete set of files (its manifest among them) into `dir`, all or none, also when several
 * processes do so at once. True when it was this set that got in; false when another was faster.
 *
 * The set is written to a folder of its own inside `dir` and claims the name `.staged` by a rename,
 * which only one can win. From there it is linked into place, never over an existing file, manifest
 * last. Whoever finds `.staged` without a manifest finishes the job, so an interruption leaves
 * either nothing or a set that the next run completes.
 */
export async function publish(dir: string, files: ReadonlyMap<string, NewFile>): Promise<boolean> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const made = await mkdtemp(join(dir, '.new-'));
  try {
    await sweep(dir, made);
    for (const [path, file] of files) await write(join(made, path), file);
    if (!(await claim(made, join(dir, STAGED)))) {
      await settle(dir);
      return false;
    }
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  const late = await exists(join(dir, MANIFEST));
  await settle(dir);
  return !late;
}

/** Finishes what a `publish` began, if there is anything; then the folder holds either a complete set or none. */
export async function settle(dir: string): Promise<void> {
  const staged = join(dir, STAGED);
  if (!(await exists(staged))) return;
  if (!(await exists(join(dir, MANIFEST)))) await linkAll(staged, dir);
  await discard(dir, staged);
}

async function linkAll(staged: string, dir: string): Promise<void> {
  const entries = await readdir(staged, { recursive: true, withFileTypes: true }).catch(ignoreGone);
  const files = (entries ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(staged.length + 1))
    .toSorted((a, b) => Number(a === MANIFEST) - Number(b === MANIFEST));
  for (const path of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true, mode: 0o700 });
    await place(join(staged, path), join(dir, path));
  }
}

/** Hard links never overwrite; where the file system has none, a rename has to do. */
async function place(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (code(error) === 'EEXIST' || code(error) === 'ENOENT') return;
    await rename(from, to).catch(ignoreGone);
  }
}

/** Renamed first: from then on nobody takes what is left of it for a set to finish. */
async function discard(dir: string, staged: string): Promise<void> {
  const old = await mkdtemp(join(dir, '.old-'));
  await rename(staged, join(old, 'set')).catch(ignoreGone);
  await rm(old, { recursive: true, force: true });
}

/** A rename onto a folder that has something in it fails. */
async function claim(made: string, staged: string): Promise<boolean> {
  try {
    await rename(made, staged);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code(error))) return false;
    throw error;
  }
}

/** Removes what interrupted processes left, once it is old enough, beside the folder made just now, to belong to none that still runs. */
async function sweep(dir: string, made: string): Promise<void> {
  const now = (await stat(made)).mtimeMs;
  for (const name of await readdir(dir)) {
    if (!UNFINISHED.test(name)) continue;
    const path = join(dir, name);
    const facts = await stat(path).catch(ignoreGone);
    if (facts && facts.mtimeMs < now - ABANDONED_MS) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function write(path: string, file: NewFile): Promise<void> {
  const mode = file.secret ? 0o600 : 0o644;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, file.bytes, { mode, flag: 'wx', flush: true });
  await chmod(path, mode);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(ignoreGone)) !== undefined;
}

function ignoreGone(error: unknown): undefined {
  if (code(error) !== 'ENOENT') throw error;
}

function code(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
