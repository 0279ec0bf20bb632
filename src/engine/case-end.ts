/** Thrown to end a case early, with what that makes of it: a precondition did not hold, or it does not apply. */
export class CaseEnd extends Error {
  readonly verdict: 'inconclusive' | 'not-applicable';

  constructor(verdict: CaseEnd['verdict'], reason: string) {
    super(reason);
    this.name = 'CaseEnd';
    this.verdict = verdict;
  }
}

/** Whether the run has been stopped, and why. */
export interface Stop {
  readonly reason: string | null;
  /** The first reason counts. */
  stop(reason: string): void;
  /** Throws a {@link CaseEnd} once the run is stopped: nothing more is sent for cases. */
  check(): void;
}

/** `watch` is asked before each step whether there is a reason to go no further; null where there is none. */
export function createStop(watch: () => string | null = () => null): Stop {
  let reason: string | null = null;
  return {
    get reason() {
      return reason;
    },
    stop(why) {
      reason ??= why;
    },
    check() {
      reason ??= watch();
      if (reason !== null) throw new CaseEnd('inconclusive', reason);
    },
  };
}
