import { UsageError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Session } from '../../model/session.ts';
import { readBaseline } from '../baseline-file.ts';
import type { Io } from '../io.ts';
import { TOOL } from '../tool.ts';
import { startBundled } from './bundled-server.ts';
import { openKeysFor } from './open-keys.ts';
import { optimiseLate } from './optimise-late.ts';
import { publishKeySets } from './publish-key-sets.ts';
import { createSsaCommand } from './ssa-command.ts';

/** A run that is calibrated and planned, and what has to be closed after it. */
export interface OpenRun {
  readonly session: Session;
  close(): Promise<void>;
}

/** Refuses what is for a target of one's own where there is none. */
export function requireTarget({ target, transport, supplied }: RunOptions): void {
  if (target === null && supplied !== null) {
    throw new UsageError(
      '--ssa is for a target of your own',
      'the bundled server trusts the SSAs that we make; add --target=URL',
    );
  }
  if (target !== null || transport === null) return;
  throw new UsageError(
    '--transport-cert is for a target of your own',
    'the bundled server trusts the certificate in --keys DIR; add --target=URL',
  );
}

/**
 * Opens the trust material, starts the bundled server when there is no target, calibrates and plans.
 * Throws a HarnessError of one line when that cannot be done; nothing is left running then.
 */
export async function openRun(options: RunOptions, io: Pick<Io, 'env' | 'cwd'>): Promise<OpenRun> {
  const { profile } = options;
  requireTarget(options);
  if (options.target === null) optimiseLate();
  const baseline = options.baseline === null ? null : await readBaseline(options.baseline, io.cwd);
  const keys = openKeysFor(options, io);
  // Side by side, because loading is most of the time until the first request.
  const [trust, { casesFor }, { openSession }, fuzz, bundled] = await Promise.all([
    keys,
    import('../../cases/index.ts'),
    import('../../engine/session.ts'),
    options.fuzz === null ? null : import('../../fuzz/index.ts'),
    options.target === null ? startBundled(profile, keys) : null,
  ]);
  try {
    if (options.publish !== null) await publishKeySets(options.publish, trust, io);
    const session = await openSession(options, {
      profile,
      cases: casesFor(profile),
      trust,
      bundled: bundled?.target ?? null,
      tool: TOOL,
      askStatement: createSsaCommand(io),
      baseline,
      fuzz: fuzz?.fuzz ?? null,
    });
    return { session, close: async () => bundled?.close() };
  } catch (error) {
    await bundled?.close();
    throw error;
  }
}
