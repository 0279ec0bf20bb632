import type { Case } from './case.ts';
import type { CaseResult, RunReport } from './report.ts';
import type { TargetFacts } from './target.ts';

/** A case as planned: applicable, or not, with the reason. */
export interface PlannedCase {
  readonly case: Case;
  readonly notApplicable: string | null;
}

export type RunEvent =
  | { readonly type: 'run-start'; readonly target: TargetFacts; readonly cases: number }
  | {
      readonly type: 'case-end';
      readonly result: CaseResult;
      readonly done: number;
      readonly of: number;
    }
  /** How far the sending of random payloads is. */
  | { readonly type: 'fuzz'; readonly done: number; readonly of: number }
  | { readonly type: 'note'; readonly message: string }
  | { readonly type: 'run-end'; readonly report: RunReport };

/** One run: calibrated and planned when it is opened; `run` may be called once. */
export interface Session {
  readonly target: TargetFacts;
  readonly plan: readonly PlannedCase[];
  /** Resolves when the case has its result. */
  result(caseId: string): Promise<CaseResult>;
  /** Runs everything, cleans up, writes run.jsonl and report.json; never rejects for what a target does. */
  run(onEvent?: (event: RunEvent) => void): Promise<RunReport>;
  /** Stops sending cases; what is left is inconclusive, clean-up still runs. */
  abort(reason: string): void;
}
