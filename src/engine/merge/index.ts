import { EXIT, type ExitCode, UsageError } from '../../model/errors.ts';
import type { BaselineRecord, CaseResult, RunReport } from '../../model/report.ts';
import { baselineProblems, waive } from '../baseline.ts';
import { withEvidence } from '../evidence.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type Row, statusesOf } from '../requirement-status.ts';
import { totalsOf } from '../totals.ts';
import { gaps, notesOf } from './remarks.ts';
import { hasBegun, type NamedReport, requireShards, type ShardReport } from './shards.ts';

/** The results of all shards by case. Throws a UsageError for a case that two of them have. */
function resultsById(shards: readonly ShardReport[]): ReadonlyMap<string, CaseResult> {
  const found = new Map<string, { readonly name: string; readonly result: CaseResult }>();
  for (const { name, report } of shards) {
    for (const result of report.results) {
      const before = found.get(result.caseId);
      if (before !== undefined) {
        throw new UsageError(
          `${result.caseId} has a result in ${before.name} and in ${name}: what the target offered differed`,
          'run all shards again, against one deployment',
        );
      }
      found.set(result.caseId, { name, result });
    }
  }
  return new Map([...found].map(([id, { result }]) => [id, result]));
}

interface Judged {
  readonly results: readonly CaseResult[];
  readonly baseline: BaselineRecord | null;
}

/** Waives once more: a control of another shard may have changed what is wrong with a case. */
function withBaseline(shards: readonly ShardReport[], results: readonly CaseResult[]): Judged {
  const records = shards.flatMap(({ report }) => report.baseline ?? []);
  const [first] = records;
  if (first === undefined) return { results, baseline: null };
  const { entries } = first;
  const failOn = shards[0]?.report.failOn ?? 'fail';
  const [today = ''] = shards
    .map(({ report }) => report.startedAt.slice(0, 10))
    .sort()
    .reverse();
  const gone = records.flatMap(({ problems }) => problems.filter(({ kind }) => kind === 'gone'));
  const known = (id: string): boolean => !gone.some(({ caseId }) => caseId === id);
  const judged = results.map((result) =>
    waive({ ...result, waived: null }, entries, { today, failOn }),
  );
  return {
    results: judged,
    baseline: { entries, problems: baselineProblems(entries, judged, { today, known }) },
  };
}

/** The requirements of the run: what no case of a shard speaks about has there the status that it has without any. */
function rowsOf(shards: readonly ShardReport[]): readonly Row[] {
  const unobservable = new Set(
    shards.flatMap(({ report }) =>
      report.requirements.filter(({ status }) => status === 'not-observable').map(({ id }) => id),
    ),
  );
  return (shards[0]?.report.requirements ?? []).map(({ id, level }) => ({
    id,
    level,
    none: unobservable.has(id) ? 'not-observable' : 'untested',
  }));
}

function times(shards: readonly ShardReport[]): Pick<RunReport, 'startedAt' | 'durationMs'> {
  const starts = shards.map(({ report }) => Date.parse(report.startedAt));
  const ends = shards.map(({ report }, index) => (starts[index] ?? 0) + report.durationMs);
  const start = Math.min(...starts);
  return { startedAt: new Date(start).toISOString(), durationMs: Math.max(...ends) - start };
}

/** An incomplete run has no verdict, unless it has found something already. */
function exitCode(code: ExitCode, failOn: RunReport['failOn'], whole: boolean): ExitCode {
  if (whole || code !== EXIT.ok) return code;
  return failOn === 'inconclusive' ? EXIT.fail : EXIT.noVerdict;
}

/**
 * One report of the shards of a run, as the run gives it when it is not divided. Where shards or cases are missing, it is
 * incomplete, and without a fail there is no verdict.
 * Throws a UsageError of one line for reports that are not of one run, and for a shard or a case that is there twice.
 */
export function mergeShards(reports: readonly NamedReport[]): RunReport {
  const all = requireShards(reports);
  const begun = all.filter(hasBegun);
  // Where none has begun, all have met the same: the first speaks for them.
  const measured = begun.length > 0 ? begun : all.slice(0, 1);
  const [first] = measured;
  if (first === undefined) throw new UsageError('there is no report to merge', 'name the shards');
  const found = resultsById(measured);
  const plan = hasBegun(first) ? first.shard.plan : [...found.keys()];
  const evidence = measured.flatMap(({ shard }) => shard.controls);
  const planned = plan.flatMap((id) => found.get(id) ?? []);
  const { results, baseline } = withBaseline(
    measured,
    planned.map((result) => withEvidence(result, evidence)),
  );
  const missing = plan.filter((id) => !found.has(id));
  const lacks = gaps(all, missing);
  const totals = totalsOf(results);
  const { shard: _shard, ...frame } = first.report;
  const failOn = frame.failOn ?? 'fail';
  const code = exitCodeOf(totals, failOn, baseline?.problems.length ?? 0);
  return {
    ...frame,
    complete: lacks.length === 0 && all.every(({ report }) => report.complete),
    exitCode: exitCode(code, failOn, lacks.length === 0),
    ...times(all),
    ...(baseline === null ? {} : { baseline }),
    hosts: [...new Set(all.flatMap(({ report }) => report.hosts))].sort(),
    totals,
    notes: [...notesOf(all), ...lacks],
    results,
    requirements: statusesOf(rowsOf(measured), results),
    leftovers: all.flatMap(({ report }) => report.leftovers),
  };
}
