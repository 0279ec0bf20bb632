import { X509Certificate } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN, STRANGERS, TRUST_FILES, type TrustPath } from './layout.ts';
import { makeManifest } from './manifest.ts';
import { newFiles } from './new-files.ts';
import { publish, settle } from './publish.ts';
import { toTrustMaterial } from './to-trust-material.ts';
import type { TrustMaterial } from './trust-material.ts';
import { broken, readTrustSet, type TrustSet, unusable } from './trust-set.ts';

export interface OpenOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * The trust material in `dir`; made there on first use, never changed after, but for a part that an earlier version did
 * not make. Other files in `dir` are left alone.
 * Throws a UsageError (one line, naming the file) when the set is incomplete, damaged or expired, or `dir` cannot be used.
 */
export async function openTrustMaterial(
  dir: string,
  options: OpenOptions = {},
): Promise<TrustMaterial> {
  const now = options.now ?? Date.now;
  try {
    const found = await findTrustSet(dir);
    const set = found ?? (await createTrustSet(dir, now()));
    if (Date.parse(set.manifest.expiresAt) <= now()) {
      throw broken(
        dir,
        'manifest.json',
        `is of a set whose certificates ended ${set.manifest.expiresAt}`,
      );
    }
    const strangers = await openStrangers(dir, set, now());
    return toTrustMaterial(dir, set, strangers, found === null);
  } catch (error) {
    throw unusable(dir, error);
  }
}

/**
 * The complete set in `dir`, after finishing one that an interrupted process left; null when there is none at all.
 * Throws a UsageError when the set is incomplete or damaged, or `dir` cannot be used.
 */
export async function findTrustSet(dir: string): Promise<TrustSet | null> {
  try {
    await settle(dir);
    const set = await readTrustSet(dir);
    const present = set === null ? await firstPresent(dir) : null;
    if (present === null) return set;
    // Files without a manifest: a broken set, unless another process is putting them there right now.
    await settle(dir);
    const finished = await readTrustSet(dir);
    if (finished !== null) return finished;
    throw broken(dir, present, 'is there but manifest.json is not: the set is incomplete');
  } catch (error) {
    throw unusable(dir, error);
  }
}

async function createTrustSet(dir: string, now: number): Promise<TrustSet> {
  // Imported here so that a set that exists is opened without loading the certificate library.
  const { makeTrustFiles } = await import('./create.ts');
  const files = await makeTrustFiles(now);
  await publish(dir, newFiles(MAIN, files, makeManifest(MAIN, files, now)));
  const set = await readTrustSet(dir);
  if (set === null) throw broken(dir, 'manifest.json', 'vanished while the set was made');
  return set;
}

/** The part of `dir` that holds the strangers of `main`; null when there is none. Throws a UsageError when it is of another set. */
export async function findStrangers(dir: string, main: TrustSet): Promise<TrustSet | null> {
  await settle(join(dir, STRANGERS.folder));
  const found = await readTrustSet(dir, STRANGERS);
  if (found === null || isIssuedBy(found, main)) return found;
  throw broken(
    dir,
    STRANGERS.folder,
    'belongs to another set: its certificates are not of this CA',
  );
}

async function openStrangers(dir: string, main: TrustSet, now: number): Promise<TrustSet> {
  const found = await findStrangers(dir, main);
  if (found !== null) return found;
  const { makeStrangers } = await import('./create-strangers.ts');
  const files = await makeStrangers(main, now);
  const manifest = makeManifest(STRANGERS, files, now);
  await publish(join(dir, STRANGERS.folder), newFiles(STRANGERS, files, manifest));
  const set = await findStrangers(dir, main);
  if (set === null) throw broken(dir, STRANGERS.folder, 'vanished while it was made');
  return set;
}

function isIssuedBy(strangers: TrustSet, main: TrustSet): boolean {
  const pem = (set: TrustSet, path: TrustPath) =>
    new X509Certificate(set.files.get(path) ?? Buffer.alloc(0));
  return pem(strangers, 'strangers/other.pem').verify(pem(main, 'ca/issuing.pem').publicKey);
}

async function firstPresent(dir: string): Promise<TrustPath | null> {
  for (const { path } of TRUST_FILES) {
    const there = await access(join(dir, path)).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return null;
}
