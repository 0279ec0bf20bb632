import { relative, resolve } from 'node:path';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { builtInProfile } from '../options/profile-name.ts';
import { toRunOptions } from '../options/run-options.ts';
import { openKeysFor } from '../run/open-keys.ts';
import { TOOL } from '../tool.ts';
import { cleanupJson, cleanupText } from './cleanup-text.ts';

/** The set that the runs used; one that was made now could delete nothing. */
async function existingKeys(
  dir: string,
  { keysDir: shown, transport, supplied }: RunOptions,
  io: Io,
) {
  const { findTrustSet } = await import('../../keys/store.ts');
  if ((io.env.DCR_KEYS ?? '') === '' && (await findTrustSet(dir)) === null) {
    throw new UsageError(
      `there are clients to delete, but no keys in ${shown}`,
      'give the folder of the runs with --keys, or restore it with keys --import',
    );
  }
  const trust = await openKeysFor({ keysDir: dir, transport }, io);
  const [file] = supplied?.keys ?? [];
  if (file === undefined) return trust;
  const { readSigningKey, withSigningKey } = await import('../../keys/signing-key.ts');
  return withSigningKey(trust, readSigningKey(file, supplied?.passphrase ?? null));
}

/** The profile of a run by its id: `given`, or a built-in one. */
function profileOf(id: string, given: Profile): Profile {
  const found = id === given.id ? given : builtInProfile(id);
  if (found !== null) return found;
  throw new UsageError(
    `a run used the profile ${id}, which is none of the built-in ones`,
    'give its file with --profile',
  );
}

/** `cleanup`: deletes what runs left behind, by their ledgers. Exit code 1 if something is left, else 0. */
export async function cleanup({ flags }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('cleanup', flags, io);
  const options = await toRunOptions(values, io, Date.now());
  const { cleanUp, leftBy } = await import('../../engine/cleanup/cleanup.ts');
  const keysDir = resolve(io.cwd, options.keysDir);
  const dryRun = values['dry-run'];
  const done = await cleanUp({ ...options, keysDir }, dryRun, {
    trust: () => existingKeys(keysDir, options, io),
    profile: (id) => profileOf(id, options.profile),
    tool: TOOL,
  });
  const exitCode = leftBy(done) > 0 ? EXIT.fail : EXIT.ok;
  const shown = { dryRun, exitCode, pathOf: (path: string) => relative(io.cwd, path) };
  io.stdout.write(values.json ? cleanupJson(done, shown) : cleanupText(done, shown));
  return exitCode;
}
