import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { Net } from '../../net/net.ts';
import type { Clock } from '../../wire/limiter.ts';
import type { RunEntry } from '../ledger/entry.ts';
import { ledgerPaths } from '../ledger/ledger-file.ts';
import type { HeldClient, PossibleClient } from '../ledger/state.ts';
import { SYSTEM_CLOCK } from '../open-target.ts';
import { type Busy, busyWith, claimLedger, type LedgerView, viewLedger } from './claim.ts';
import { deleteHeld, type Removal } from './delete-held.ts';
import { openGround } from './ground.ts';

export interface CleanupDeps {
  /** Called only where there is a client to delete. */
  trust(): Promise<TrustMaterial>;
  /** Throws a UsageError for an unknown one. */
  profile(id: string): Profile;
  readonly tool: { readonly name: string; readonly version: string };
  /** Stand in for time and network in tests. */
  readonly clock?: Clock;
  readonly net?: Net;
}

/** One ledger that had something in it. */
export interface LedgerCleanup {
  readonly path: string;
  readonly run: RunEntry;
  /** Somebody else is at work on it, so it was left alone. */
  readonly busy: Busy | null;
  readonly removals: readonly Removal[];
  /** Clients that would be deleted, of a dry run. */
  readonly planned: readonly HeldClient[];
  readonly possible: readonly PossibleClient[];
  readonly notes: readonly string[];
}

export interface Cleanup {
  readonly ledgers: readonly LedgerCleanup[];
  /** Ledgers of other targets that hold something; `--target` chose among them. */
  readonly passedOver: number;
}

/** True where `target` is the one that a run was given, or shares its origin. */
function concerns(run: RunEntry, target: string | null): boolean {
  if (target === null || target === run.target) return true;
  const { origin } = new URL(target);
  return [run.target, run.registrationEndpoint].some(
    (url) => URL.canParse(url) && new URL(url).origin === origin,
  );
}

function isSettled({ state }: LedgerView): boolean {
  return state.clients.length === 0 && state.possible.length === 0;
}

function readingNotes({ unreadable }: LedgerView): string[] {
  if (unreadable === 0) return [];
  return [`${unreadable} of its lines cannot be read, most likely cut short by a kill`];
}

async function cleanOne(
  path: string,
  run: RunEntry,
  options: RunOptions,
  deps: CleanupDeps,
): Promise<LedgerCleanup> {
  const clock = deps.clock ?? SYSTEM_CLOCK;
  const claimed = claimLedger(path, clock.now);
  const nothing = { path, run, busy: null, removals: [], planned: [], possible: [], notes: [] };
  if ('what' in claimed) return { ...nothing, busy: claimed };
  const { clients, possible } = claimed.view.state;
  const notes = readingNotes(claimed.view);
  try {
    if (clients.length === 0) return { ...nothing, possible, notes };
    const open = await openGround({
      run,
      options,
      profile: deps.profile(run.profile),
      trust: await deps.trust(),
      tool: deps.tool,
      clock,
      ...(deps.net === undefined ? {} : { net: deps.net }),
    });
    try {
      const removals = await deleteHeld(open.ground, claimed, open.width);
      return { ...nothing, removals, possible, notes: [...notes, ...open.notes] };
    } finally {
      await open.close();
    }
  } finally {
    claimed.release();
  }
}

/**
 * Works through every ledger under `options.keysDir` (of `options.target` only, where that is given), one after the
 * other: deletes the clients of runs that are over, and lists registrations that may have made one. `dryRun` only looks.
 * Throws a UsageError where the keys of the runs are gone.
 */
export async function cleanUp(
  options: RunOptions,
  dryRun: boolean,
  deps: CleanupDeps,
): Promise<Cleanup> {
  const { now } = deps.clock ?? SYSTEM_CLOCK;
  const ledgers: LedgerCleanup[] = [];
  let passedOver = 0;
  for (const path of ledgerPaths(options.keysDir)) {
    const view = viewLedger(path, now());
    const { run, clients, possible } = view.state;
    if (run === null || isSettled(view)) continue;
    if (!concerns(run, options.target)) passedOver += 1;
    else if (dryRun) {
      const busy = busyWith(view);
      const free = busy === null ? { planned: clients, possible } : { planned: [], possible: [] };
      ledgers.push({ path, run, busy, removals: [], ...free, notes: readingNotes(view) });
    } else ledgers.push(await cleanOne(path, run, options, deps));
  }
  return { ledgers, passedOver };
}

/** Clients that are still there, and registrations that may have made one. */
export function leftBy({ ledgers }: Cleanup): number {
  const counts = ledgers.map(
    ({ removals, planned, possible }) =>
      removals.filter(({ outcome }) => outcome === 'left').length +
      planned.length +
      possible.length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
