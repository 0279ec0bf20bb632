import { resolve } from 'node:path';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunOptions } from '../../model/options.ts';
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

/** {@link openKeys}, with the user's own client certificate where there is one. Throws a UsageError also for that. */
export async function openKeysFor(
  { keysDir, transport }: Pick<RunOptions, 'keysDir' | 'transport'>,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<TrustMaterial> {
  const trust = await openKeys(keysDir, io);
  if (transport === null) return trust;
  const { withTransport } = await import('../../keys/transport.ts');
  return withTransport(trust, transport);
}
