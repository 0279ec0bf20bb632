import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Io } from '../io.ts';
import { openKeys } from '../run/open-keys.ts';
import { requireTarget } from '../run/open-run.ts';
import { TOOL } from '../tool.ts';
import { listRequests, neutral } from './listing.ts';
import { outlookOf } from './outlook.ts';
import { dryRunJson, dryRunText } from './text.ts';

/** Uses the set in `--keys`; where there is none, one that is gone afterwards: a dry run leaves nothing. */
async function withKeys<T>(
  options: RunOptions,
  io: Io,
  use: (trust: TrustMaterial) => Promise<T>,
): Promise<T> {
  const { findTrustSet } = await import('../../keys/store.ts');
  const dir = resolve(io.cwd, options.keysDir);
  if ((await findTrustSet(dir)) !== null) return use(await openKeys(dir, io));
  const passing = await mkdtemp(join(tmpdir(), 'dcr-dry-run-'));
  try {
    return await use(await openKeys(passing, io));
  } finally {
    await rm(passing, { recursive: true, force: true });
  }
}

/** A clock that only those move who sleep: a rehearsal waits for nothing. */
function createClock() {
  let now = Date.now();
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

/** The list would be that of another run. */
function unfit(error: Error): UsageError {
  return new UsageError(
    `the requests cannot be listed: the reference server, which stands in for the target, refuses this SSA (${error.message})`,
    'the target may take it all the same: doctor sends one registration with it',
    error,
  );
}

/**
 * `run --dry-run`: the whole run against the reference server inside this process, and a list of what it would have sent to
 * the target. Nothing is sent, connected to or listened on. Exit code 0.
 */
export async function dryRun(options: RunOptions, io: Io): Promise<number> {
  const { profile } = options;
  requireTarget(options);
  const [{ casesFor }, { rehearse, Unprepared }, { createStandIn }, { restate }] =
    await Promise.all([
      import('../../cases/index.ts'),
      import('../../engine/rehearse.ts'),
      import('./stand-in.ts'),
      import('./restate.ts'),
    ]);
  const rehearsal = await withKeys(options, io, async (trust) => {
    const clock = createClock();
    const own = await restate(options, profile, trust, Math.floor(clock.now() / 1000));
    const { net, hosting, bundled } = createStandIn(options, profile, trust, clock.now, own);
    const cases = casesFor(profile);
    const deps = { profile, cases, trust, bundled, tool: TOOL, net, hosting, clock };
    return rehearse(neutral(own?.options ?? options), deps).catch((error: Error) => {
      throw own !== null && error instanceof Unprepared ? unfit(error) : error;
    });
  });
  const shown = {
    tool: TOOL,
    options,
    listing: listRequests(rehearsal),
    outlook: outlookOf(rehearsal, options),
    pace: rehearsal.pace,
  };
  const asText = options.reporters.includes('console');
  io.stdout.write(asText ? dryRunText(shown) : dryRunJson(shown));
  return EXIT.ok;
}
