import { dirname, join } from 'node:path';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { Io } from '../io.ts';
import { replaceFile } from './publish.ts';

/** Writes the public key sets for static hosting below `dir`, and gives their paths. Throws a UsageError where that cannot be done. */
export async function publishKeySets(
  dir: string,
  trust: TrustMaterial,
  io: Pick<Io, 'cwd'>,
): Promise<readonly string[]> {
  const { keySetFiles } = await import('../../engine/key-set-files.ts');
  const files = keySetFiles(trust);
  for (const { path, text } of files) {
    const folder = join(dir, dirname(path));
    await replaceFile(folder, path.split('/').at(-1) ?? path, text, io);
  }
  return files.map(({ path }) => join(dir, path));
}
