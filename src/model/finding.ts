import type { Verdict } from './verdict.ts';

/** One observation of one check. `expected` may list several acceptable outcomes, the best first. */
export interface Finding {
  /** Stable id of the check, the same for success and failure. */
  readonly check: string;
  readonly requirement: string;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
  /** Present where the profile knows of it: why the product departs here. The verdict is a warning then. */
  readonly known?: string;
}

/** The verdict that a violation of a requirement has in the profile of this run (`info` weighs `pass`). */
export type Weigh = (requirement: string) => Verdict;
