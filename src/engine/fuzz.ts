import type { CaseResult } from '../model/report.ts';
import type { RunContext } from './context.ts';

/** Who is told of what random payloads show. */
export interface FuzzListener {
  /** Called with each result as it comes; never throws. */
  onResult(result: CaseResult): void;
  /** Called now and then with the number of payloads that were sent. */
  onProgress(done: number): void;
}

/** Sends `count` random payloads once the cases are done. Answers remarks for the report; never rejects for what a target does. */
export type Fuzz = (
  context: RunContext,
  count: number,
  listener: FuzzListener,
) => Promise<readonly string[]>;

/** True for the id of a result that random payloads gave: which there are, no run knows beforehand. */
export function isFuzzId(caseId: string): boolean {
  return caseId.startsWith('fuzz/');
}
