import type { RunDiff } from './compare.ts';

/** What a rendering depends on besides the comparison. */
export interface DiffContext {
  readonly color: boolean;
  /** What regressed and the last line only. */
  readonly quiet: boolean;
}

/** Turns a comparison into text. */
export interface DiffReporter {
  readonly name: string;
  /** File name under the output directory; null: the terminal. */
  readonly file: string | null;
  render(diff: RunDiff, context: DiffContext): string;
}
