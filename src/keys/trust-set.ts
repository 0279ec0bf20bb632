import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { MAIN, MANIFEST, type Part, type TrustFiles, type TrustPath } from './layout.ts';
import { type Manifest, parseManifest, sha256 } from './manifest.ts';

/** A complete part, read and checked against its manifest. */
export interface TrustSet {
  readonly manifest: Manifest;
  readonly files: TrustFiles;
}

/**
 * Reads a part of the set in `dir`, the main one unless said otherwise; null when there is no manifest, so no complete part.
 * A file that is missing or differs from the manifest, or a manifest that is none, throws a UsageError that names it.
 */
export async function readTrustSet(dir: string, part: Part = MAIN): Promise<TrustSet | null> {
  const path = join(part.folder, MANIFEST);
  const text = await readOptional(dir, path);
  if (text === null) return null;
  const manifest = parseManifest(part, text.toString());
  if (manifest === null) throw broken(dir, path, 'is not the manifest of a key set');
  const files = await Promise.all(
    part.files.map(async ({ path }) => [path, await readOptional(dir, path)] as const),
  );
  return { manifest, files: checkFiles(dir, part, manifest, new Map(files)) };
}

/** All files of `part`, present and as `manifest` has them; otherwise a UsageError that names the first that is not. */
export function checkFiles(
  where: string,
  part: Part,
  manifest: Manifest,
  files: ReadonlyMap<TrustPath, Buffer | null>,
): TrustFiles {
  const digests = new Map(manifest.files.map((entry) => [entry.path, entry.sha256]));
  return new Map(
    part.files.map(({ path }) => {
      const bytes = files.get(path) ?? null;
      if (bytes === null) throw broken(where, path, 'is missing');
      if (sha256(bytes) !== digests.get(path)) {
        throw broken(where, path, `is damaged: it differs from what ${MANIFEST} says`);
      }
      return [path, bytes];
    }),
  );
}

/** A set that cannot be used, in one line. */
export function broken(where: string, path: string, how: string): UsageError {
  return new UsageError(
    `${join(where, path)} ${how}`,
    'restore the whole set (a copy, or "dcr-conformance keys --import FILE"), or move it away and ' +
      'the next run makes a new one, which every target has to trust anew',
  );
}

/** Turns a file system error about `dir` into a UsageError. */
export function unusable(dir: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new UsageError(
    `the keys folder ${dir} cannot be used: ${error.message}`,
    'name a folder that this user may read and write with --keys DIR',
    error,
  );
}

async function readOptional(dir: string, path: string): Promise<Buffer | null> {
  try {
    return await readFile(join(dir, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unusable(dir, error);
  }
}
