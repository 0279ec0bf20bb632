import type { RunReport } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { type Column, columnOf } from '../area-totals.ts';
import { trend } from '../diff/compare.ts';

/** What a history keeps of a run: a whole report is megabytes, and there may be a year of them. */
export interface RunSummary
  extends Pick<
    RunReport,
    'runId' | 'startedAt' | 'exitCode' | 'complete' | 'totals' | 'tool' | 'profile' | 'target'
  > {
  readonly cases: ReadonlyMap<string, CaseSummary>;
}

export interface CaseSummary {
  readonly title: string;
  readonly verdict: Verdict;
  readonly column: Column;
}

/** A run beside the one before it. */
export interface HistoryRun {
  readonly run: RunSummary;
  /** Cases that are worse than in the run before, and better; null for the first run. */
  readonly change: { readonly regressed: number; readonly fixed: number } | null;
}

/** A case that was not always right: what it counted as in each run, null where it was not tried. */
export interface HistoryCase {
  readonly caseId: string;
  readonly title: string;
  readonly columns: readonly (Column | null)[];
}

export interface History {
  /** The earliest first. */
  readonly runs: readonly HistoryRun[];
  /** Those that are wrong in the last run first, then those that changed most often. */
  readonly cases: readonly HistoryCase[];
  /** Why the runs can be compared with care only. */
  readonly remarks: readonly string[];
}

/** What a history keeps of `report`. */
export function summaryOf(report: RunReport): RunSummary {
  const { runId, startedAt, exitCode, complete, totals, tool, profile, target, results } = report;
  const cases = results.map((result): [string, CaseSummary] => {
    const { caseId, title, verdict } = result;
    return [caseId, { title, verdict, column: columnOf(result) }];
  });
  return {
    ...{ runId, startedAt, exitCode, complete, totals, tool, profile, target },
    cases: new Map(cases),
  };
}

function changeBetween(before: RunSummary, after: RunSummary): HistoryRun['change'] {
  const trends = [...after.cases].map(([caseId, { verdict, column }]) => {
    const was = before.cases.get(caseId);
    if (was === undefined || [was.column, column].includes('not-applicable')) return 'unchanged';
    const way = trend(was.verdict, verdict);
    return way === 'regressed' && column === 'waived' ? 'unchanged' : way;
  });
  const count = (wanted: string) => trends.filter((way) => way === wanted).length;
  return { regressed: count('regressed'), fixed: count('fixed') };
}

const GOOD: readonly (Column | null)[] = ['pass', 'not-applicable', null];

/** How often a case was otherwise than in the run before. */
function changes({ columns }: HistoryCase): number {
  return columns.filter((column, at) => at > 0 && column !== columns[at - 1]).length;
}

function casesOf(runs: readonly RunSummary[]): readonly HistoryCase[] {
  const ids = new Set(runs.flatMap(({ cases }) => [...cases.keys()]));
  const all = [...ids].map((caseId): HistoryCase => {
    const seen = runs.map(({ cases }) => cases.get(caseId) ?? null);
    return {
      caseId,
      title: seen.findLast((each) => each !== null)?.title ?? '',
      columns: seen.map((each) => each?.column ?? null),
    };
  });
  const isGood = (column: Column | null | undefined) => GOOD.includes(column ?? null);
  return all
    .filter(({ columns }) => !columns.every(isGood))
    .sort((a, b) => {
      const [left, right] = [isGood(a.columns.at(-1)), isGood(b.columns.at(-1))];
      return Number(left) - Number(right) || changes(b) - changes(a);
    });
}

function different(what: string, values: readonly string[]): readonly string[] {
  const all = [...new Set(values)];
  return all.length < 2 ? [] : [`The runs have different ${what}: ${all.join(', ')}.`];
}

/** The history of `summaries`, whatever their order. The same run given twice counts once. */
export function historyOf(summaries: readonly RunSummary[]): History {
  const byRun = new Map(summaries.map((run) => [`${run.startedAt} ${run.runId}`, run]));
  const runs = [...byRun.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const remote = runs.filter(({ target }) => target.kind === 'remote');
  return {
    runs: runs.map((run, at) => {
      const before = runs[at - 1];
      return { run, change: before === undefined ? null : changeBetween(before, run) };
    }),
    cases: casesOf(runs),
    remarks: [
      ...different(
        'profiles',
        runs.map(({ profile }) => profile.id),
      ),
      ...different(
        'targets',
        remote.map(({ target }) => target.url),
      ),
    ],
  };
}
