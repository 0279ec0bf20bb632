import { randomUUID } from 'node:crypto';
import type { Holder, LedgerEntry, Undated } from '../ledger/entry.ts';
import { isAlive, thisProcess } from '../ledger/holder.ts';
import { type LedgerFile, readLedgerFile, reopenLedgerFile } from '../ledger/ledger-file.ts';
import { parseLedger } from '../ledger/parse.ts';
import { createLedgerReader, type LedgerState } from '../ledger/state.ts';

/** A ledger as it stands on disk. */
export interface LedgerView {
  readonly path: string;
  readonly state: LedgerState;
  /** Lines that say nothing. */
  readonly unreadable: number;
  /** Milliseconds since it was last touched. */
  readonly silentMs: number;
}

/** `now` is in milliseconds since the epoch. */
export function viewLedger(path: string, now: number): LedgerView {
  const { text, silentMs } = readLedgerFile(path, now);
  const { entries, unreadable } = parseLedger(text);
  const reader = createLedgerReader();
  for (const entry of entries) reader.add(entry);
  return { path, state: reader.state(), unreadable, silentMs };
}

/** Who is at work on a ledger. */
export interface Busy {
  readonly what: 'run' | 'cleanup';
  readonly holder: Holder;
}

function workers({ state, silentMs }: LedgerView): readonly (Busy & { readonly id: string })[] {
  const { run, ended, claims } = state;
  const runs = run === null || ended ? [] : [{ what: 'run' as const, id: '', holder: run.holder }];
  const cleanups = claims.map(({ id, holder }) => ({ what: 'cleanup' as const, id, holder }));
  return [...runs, ...cleanups].filter(({ holder }) => isAlive(holder, silentMs));
}

/** The run that still writes the ledger, or the cleanup that works through it; null where nobody does. */
export function busyWith(view: LedgerView): Busy | null {
  return workers(view)[0] ?? null;
}

/** The right to delete what a ledger holds. */
export interface Possession {
  /** Makes ids of requests that no run and no other cleanup has used. */
  readonly id: string;
  /** As it stood after the claim. */
  readonly view: LedgerView;
  note(entry: Extract<Undated<LedgerEntry>, { clientId: string }>): void;
  release(): void;
}

function possess(file: LedgerFile, id: string, view: LedgerView, clock: () => number): Possession {
  const write = (entry: LedgerEntry) => file.append(`${JSON.stringify(entry)}\n`);
  const at = () => new Date(clock()).toISOString();
  return {
    id,
    view,
    note: ({ event, ...rest }) => write({ event, at: at(), ...rest } as LedgerEntry),
    release() {
      write({ event: 'cleanup-end', at: at(), id });
      file.close();
    },
  };
}

/**
 * Claims a ledger, so that two cleanups never work through the same one: each adds a line, and the first line of a living
 * process counts. Returns who has it where that is somebody else.
 */
export function claimLedger(path: string, clock: () => number): Possession | Busy {
  const before = busyWith(viewLedger(path, clock()));
  if (before !== null) return before;
  const id = randomUUID();
  const file = reopenLedgerFile(path);
  const at = new Date(clock()).toISOString();
  const claim: LedgerEntry = { event: 'cleanup', at, id, holder: thisProcess() };
  // A line that a kill cut short has no end of its own.
  file.append(`\n${JSON.stringify(claim)}\n`);
  const view = viewLedger(path, clock());
  const possession = possess(file, id, view, clock);
  const [first] = workers(view);
  if (first === undefined || first.id === id) return possession;
  possession.release();
  return first;
}
