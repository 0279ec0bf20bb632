import type { RunReport } from '../model/report.ts';

/** What a rendering depends on besides the report. */
export interface ReportContext {
  readonly color: boolean;
  /** Directory of the report files as the user named it. */
  readonly out: string;
  /** Only the failures and the last line. */
  readonly quiet: boolean;
  /** False when the first line was already shown, at the start of a live run. */
  readonly headline: boolean;
}

/** Turns a report into text; consumes, never computes a verdict. */
export interface Reporter {
  readonly name: string;
  readonly title: string;
  /** File name under the output directory; null: the terminal. */
  readonly file: string | null;
  render(report: RunReport, context: ReportContext): string;
}
