export const BASELINE_VERSION = '1.0';

/** A known fail or warn that does not count: in one profile, for a reason, until a day. */
export interface BaselineEntry {
  readonly caseId: string;
  /** The one check that may fail; left out, the whole case may. */
  readonly check?: string;
  readonly profile: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which the entry holds, as `2027-03-31`, in UTC. */
  readonly expires: string;
}

/** A baseline file. */
export interface Baseline {
  readonly schemaVersion: typeof BASELINE_VERSION;
  readonly entries: readonly BaselineEntry[];
}

/** An entry that no longer holds: the exit code of the run is 1 for it. */
export interface BaselineProblem {
  /** `stale`: what it excuses passes now. `gone`: there is no such case. `expired`: its day is over. */
  readonly kind: 'stale' | 'gone' | 'expired';
  readonly caseId: string;
  readonly check?: string;
  /** What is wrong and what to do, as a sentence. */
  readonly message: string;
}
