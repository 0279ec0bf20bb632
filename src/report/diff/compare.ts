import type { CaseResult, RequirementStatus, RunReport } from '../../model/report.ts';
import { decidingFindings } from '../case-text.ts';

/** A case in both runs, or in one of them. */
export interface CaseChange {
  readonly caseId: string;
  readonly before: CaseResult | null;
  readonly after: CaseResult | null;
}

/** A requirement that stands otherwise than before. */
export interface RequirementChange {
  readonly id: string;
  readonly before: RequirementStatus['status'];
  readonly after: RequirementStatus['status'];
}

/** What is otherwise in `after` than in `before`. */
export interface RunDiff {
  readonly before: RunReport;
  readonly after: RunReport;
  /** Worse than before; without those that a baseline of the later run waives. */
  readonly regressed: readonly CaseChange[];
  /** Better than before. */
  readonly fixed: readonly CaseChange[];
  /** Without a verdict in one of the runs, so that neither worse nor better can be told. */
  readonly undecided: readonly CaseChange[];
  /** Worse than before, and waived by the baseline of the later run. */
  readonly waived: readonly CaseChange[];
  /** Only the later run tried them. */
  readonly added: readonly CaseChange[];
  /** Only the earlier run tried them. */
  readonly gone: readonly CaseChange[];
  /** How many cases have the verdict that they had. */
  readonly unchanged: number;
  readonly regressedRequirements: readonly RequirementChange[];
  readonly fixedRequirements: readonly RequirementChange[];
  /** Why the runs can be compared with care only. */
  readonly remarks: readonly string[];
}

/** Statuses that say something about the target, from good to bad. */
const SCALE: readonly RequirementStatus['status'][] = ['pass', 'warn', 'fail'];

export type Trend = 'regressed' | 'fixed' | 'undecided' | 'unchanged';

/** Two statuses compared; what was not decided and is good now counts as fixed, what is bad now as undecided. */
export function trend(
  before: RequirementStatus['status'],
  after: RequirementStatus['status'],
): Trend {
  const [was, is] = [SCALE.indexOf(before), SCALE.indexOf(after)];
  if (before === after || (was === -1 && is === -1)) return 'unchanged';
  if (is === -1) return 'undecided';
  if (was === -1) return after === 'fail' ? 'undecided' : 'fixed';
  return is > was ? 'regressed' : 'fixed';
}

/** Check and requirement of the findings that made the verdict. */
function faults(result: CaseResult): ReadonlySet<string> {
  const own = SCALE.indexOf(result.verdict) > 0 ? decidingFindings(result) : [];
  return new Set(own.map(({ check, requirement }) => `${check} ${requirement}`));
}

/** As {@link trend}; a case that breaks something else besides what it broke has regressed. */
function caseTrend(before: CaseResult, after: CaseResult): Trend {
  if (before.verdict !== after.verdict) return trend(before.verdict, after.verdict);
  const known = faults(before);
  return [...faults(after)].some((fault) => !known.has(fault)) ? 'regressed' : 'unchanged';
}

function tried(results: readonly CaseResult[]): ReadonlyMap<string, CaseResult> {
  return new Map(
    results.flatMap((result) =>
      result.verdict === 'not-applicable' ? [] : [[result.caseId, result] as const],
    ),
  );
}

function remarks(before: RunReport, after: RunReport): readonly string[] {
  const said: string[] = [];
  if (before.profile.id !== after.profile.id)
    said.push(`The runs have different profiles: ${before.profile.id} and ${after.profile.id}.`);
  else if (before.profile.digest !== after.profile.digest)
    said.push(`Profile ${after.profile.id} has changed between the runs.`);
  if (
    before.target.url !== after.target.url &&
    [before, after].some((r) => r.target.kind === 'remote')
  )
    said.push(`The runs have different targets: ${before.target.url} and ${after.target.url}.`);
  if (before.tool.version !== after.tool.version)
    said.push(
      `The runs are of different versions: ${before.tool.version} and ${after.tool.version}.`,
    );
  for (const [name, run] of [
    ['earlier', before],
    ['later', after],
  ] as const) {
    if (!run.complete) said.push(`The ${name} run is incomplete.`);
    if (run.shard !== undefined)
      said.push(`The ${name} run is shard ${run.shard.index} of ${run.shard.count}.`);
  }
  return said;
}

function requirementChanges(before: RunReport, after: RunReport): readonly RequirementChange[] {
  const was = new Map(before.requirements.map(({ id, status }) => [id, status]));
  return after.requirements.flatMap(({ id, status }) => {
    const old = was.get(id);
    return old === undefined || old === status ? [] : [{ id, before: old, after: status }];
  });
}

/** Compares two runs case by case, and requirement by requirement. A case that did not apply counts as not tried. */
export function compareRuns(before: RunReport, after: RunReport): RunDiff {
  const [was, is] = [tried(before.results), tried(after.results)];
  const both = [...is.values()].flatMap((now) => {
    const old = was.get(now.caseId);
    return old === undefined
      ? []
      : [{ caseId: now.caseId, before: old, after: now, trend: caseTrend(old, now) }];
  });
  const of = (wanted: Trend) =>
    both
      .filter((change) => change.trend === wanted)
      .map(({ trend: _trend, ...change }): CaseChange => change);
  const worse = of('regressed');
  const requirements = requirementChanges(before, after);
  return {
    before,
    after,
    regressed: worse.filter((change) => change.after?.waived === null),
    fixed: of('fixed'),
    undecided: of('undecided'),
    waived: worse.filter((change) => change.after?.waived !== null),
    added: [...is.values()]
      .filter(({ caseId }) => !was.has(caseId))
      .map((result) => ({ caseId: result.caseId, before: null, after: result })),
    gone: [...was.values()]
      .filter(({ caseId }) => !is.has(caseId))
      .map((result) => ({ caseId: result.caseId, before: result, after: null })),
    unchanged: of('unchanged').length,
    regressedRequirements: requirements.filter(
      (each) => trend(each.before, each.after) === 'regressed',
    ),
    fixedRequirements: requirements.filter((each) => trend(each.before, each.after) === 'fixed'),
    remarks: remarks(before, after),
  };
}

/** 1 if something regressed; 3 if that cannot be told, because cases have no verdict in one of the runs or the later run is incomplete; else 0. */
export function diffExitCode({ regressed, undecided, after }: RunDiff): 0 | 1 | 3 {
  if (regressed.length > 0) return 1;
  return undecided.length > 0 || !after.complete ? 3 : 0;
}
