import { resolve } from 'node:path';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { Io } from '../io.ts';

/**
 * The trust material in `dir`. Where there is none, the set in DCR_KEYS is put there first; without either a new one is made.
 * Throws a UsageError when a set is damaged, or `dir` cannot be written.
 */
export async function openKeys(dir: string, io: Pick<Io, 'env' | 'cwd'>): Promise<TrustMaterial> {
  const { findTrustSet, openTrustMaterial } = await import('../../keys/store.ts');
  const path = resolve(io.cwd, dir);
  const bundle = io.env.DCR_KEYS ?? '';
  if (bundle !== '' && (await findTrustSet(path)) === null) {
    const { importKeys } = await import('../../keys/bundle.ts');
    await importKeys(path, bundle);
  }
  return openTrustMaterial(path);
}
