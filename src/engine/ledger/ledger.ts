import { HarnessError } from '../../model/errors.ts';
import type { Leftover } from '../../model/report.ts';
import type { Clock } from '../../wire/limiter.ts';
import type { Identity, LedgerEntry, Origin, RunEntry, Undated } from './entry.ts';
import { createGroupSync } from './group-sync.ts';
import type { LedgerFile } from './ledger-file.ts';
import { createLedgerReader, leftoversOf } from './state.ts';

/** Every client that a run makes on a remote target, so that it can be deleted after the run was killed. */
export interface Ledger {
  /**
   * Announces a registration; resolves when that is on disk. Rejects when it cannot be: nothing may be sent then.
   */
  intend(request: Origin & Identity): Promise<void>;
  /** Notes what happened. Never throws: a disk that is full shows at the next {@link intend}. */
  note(entry: Undated<LedgerEntry>): void;
  /** Clients that were not deleted, and registrations that may have made one. */
  leftovers(): readonly Leftover[];
  /** The run is over. */
  close(): Promise<void>;
}

/** A ledger that remembers nothing, for a server that lives no longer than the run. */
export const NO_LEDGER: Ledger = {
  intend: () => Promise.resolve(),
  note: () => {},
  leftovers: () => [],
  close: () => Promise.resolve(),
};

/** The ledger of `run` in `file`. Throws a HarnessError when the first line cannot be written. */
export function createLedger(
  file: LedgerFile,
  run: Undated<RunEntry>,
  clock: Pick<Clock, 'now'>,
): Ledger {
  const reader = createLedgerReader();
  const synced = createGroupSync(() => file.sync());
  let broken: unknown = null;
  const failed = (error: unknown): HarnessError => {
    const why = error instanceof Error ? error.message : String(error);
    return new HarnessError(`${file.path} cannot be written: ${why}`, {
      hint: 'nothing is registered without it',
      exitCode: 4,
      cause: error,
    });
  };
  const write = (undated: Undated<LedgerEntry>): void => {
    const { event, ...rest } = undated;
    const entry = { event, at: new Date(clock.now()).toISOString(), ...rest } as LedgerEntry;
    reader.add(entry);
    file.append(`${JSON.stringify(entry)}\n`);
  };
  const note = (entry: Undated<LedgerEntry>): void => {
    try {
      write(entry);
    } catch (error) {
      broken = error;
    }
  };

  note(run);
  if (broken !== null) throw failed(broken);
  return {
    async intend({ caseId, label, softwareId, jti, clientName }) {
      const { runId } = run;
      note({ event: 'intent', caseId, label, runId, jti, softwareId, clientName });
      try {
        if (broken !== null) throw broken;
        await synced();
      } catch (error) {
        note({ event: 'refused', caseId, label, why: 'not sent' });
        throw failed(error);
      }
    },
    note,
    leftovers: () => leftoversOf(reader.state()),
    async close() {
      note({ event: 'end' });
      await synced().catch(() => {});
      file.close();
    },
  };
}
