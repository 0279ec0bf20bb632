/** What the run (main thread), the vitest host (worker) and the suites (vitest's own worker) tell each other. All plain data. */
import type { Area } from '../model/case.ts';

/** One planned case, as a suite needs it to define a test. */
export interface PlannedTest {
  readonly id: string;
  readonly area: Area;
  readonly title: string;
}

/** What vitest provides to the suites. */
export interface ProvidedRun {
  /** Name of the BroadcastChannel on which outcomes come. */
  readonly channel: string;
  readonly plan: readonly PlannedTest[];
}

/** How the test of a case ends. `message`: the failure, the reason of the skip, or the annotation of a warn. */
export interface Outcome {
  readonly caseId: string;
  readonly end: 'pass' | 'warn' | 'fail' | 'skip';
  readonly message: string;
}

/** A suite that starts listening asks for what it missed. */
export interface Hello {
  readonly type: 'hello';
}

/** The run to the suites; `stopped` ends every test that still waits. */
export type RunMessage =
  | { readonly type: 'outcomes'; readonly outcomes: readonly Outcome[] }
  | { readonly type: 'stopped'; readonly message: string };

/** How vitest saw a test end. */
export interface SeenTest {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
}

/** The vitest host to the run. */
export type HostMessage =
  | { readonly type: 'accepted' }
  | { readonly type: 'failed'; readonly message: string; readonly usage: boolean }
  | {
      readonly type: 'end';
      readonly tests: readonly SeenTest[];
      readonly errors: readonly string[];
    };

/** Name of the test of a case; the id comes first and has no space. */
export function testName({ id, title }: Pick<PlannedTest, 'id' | 'title'>): string {
  return `${id} ${title}`;
}

declare module 'vitest' {
  interface ProvidedContext {
    dcrRun: ProvidedRun;
  }
}
