import type { Finding, Weigh } from '../model/finding.ts';
import type { Verdict } from '../model/verdict.ts';

/** One thing that is not as expected. */
export interface Deviation {
  readonly requirement: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
  /** Where sections 5 and 6 of the requirements research weigh it otherwise than the row does. */
  readonly verdict?: Verdict;
}

export interface Judgement {
  readonly check: string;
  /** The row that is met when nothing deviates. */
  readonly requirement: string;
  readonly expected: string;
  /** What was seen, for the finding that says that all is well. */
  readonly actual?: string;
  readonly message: string;
}

/** One finding per deviation; a single pass when there is none. */
export function judge(
  judgement: Judgement,
  weigh: Weigh,
  deviations: readonly Deviation[],
): Finding[] {
  const { check } = judgement;
  if (deviations.length === 0) {
    return [{ actual: judgement.expected, ...judgement, verdict: 'pass' }];
  }
  return deviations.map((deviation) => ({
    check,
    requirement: deviation.requirement,
    verdict: deviation.verdict ?? weigh(deviation.requirement),
    expected: deviation.expected,
    actual: deviation.actual,
    message: deviation.message,
  }));
}
