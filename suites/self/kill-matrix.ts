import { createWeigh } from '../../src/engine/weigh.ts';
import type { TrustMaterial } from '../../src/keys/trust-material.ts';
import type { RunOptions } from '../../src/model/options.ts';
import type { CaseResult, RunReport } from '../../src/model/report.ts';
import { type Verdict, worst } from '../../src/model/verdict.ts';
import { REQUIREMENTS } from '../../src/requirements/index.ts';
import type { Fault } from '../../src/server/faults/fault.ts';
import { PROFILE, runAgainst } from './run-against.ts';

/** What the suites make of the intact server. */
export interface Baseline {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Rule id → the cases of which it refused a request. */
  readonly casesByRule: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What became of one fault. */
export interface Kill {
  readonly fault: Fault;
  readonly outcome: 'caught' | 'warned' | 'permitted' | 'masked' | 'unreachable' | 'survived';
  /** The cases that noticed it. */
  readonly by: readonly string[];
  /** Cases that failed under other rows: mostly because one of their steps goes through what is broken. */
  readonly sideEffects: readonly string[];
}

const INTERACTION_ID = 'x-fapi-interaction-id';
const REFUSAL = new RegExp(`: (\\S+) \\(\\S+\\): .* · ${INTERACTION_ID} (\\S+)$`);

function requestIds({ exchanges }: CaseResult): string[] {
  return exchanges.flatMap(({ request }) =>
    request.headers.filter(([name]) => name.toLowerCase() === INTERACTION_ID).map(([, id]) => id),
  );
}

function finished(run: Awaited<ReturnType<typeof runAgainst>>): RunReport {
  if (run.report === null) throw run.error ?? new Error('no report');
  return run.report;
}

/** Runs all cases against the intact server, noting which rule refused which case's request. */
export async function baseline(trust: TrustMaterial): Promise<Baseline> {
  const rules = new Map<string, string>();
  const report = finished(
    await runAgainst({
      trust,
      log(line) {
        const [, rule, id] = REFUSAL.exec(line) ?? [];
        if (rule !== undefined && id !== undefined) rules.set(id, rule);
      },
    }),
  );
  const casesByRule = new Map<string, Set<string>>();
  for (const result of report.results) {
    for (const rule of requestIds(result).map((id) => rules.get(id))) {
      if (rule === undefined) continue;
      casesByRule.set(rule, (casesByRule.get(rule) ?? new Set()).add(result.caseId));
    }
  }
  const verdicts = new Map(report.results.map(({ caseId, verdict }) => [caseId, verdict]));
  return { verdicts, casesByRule };
}

/**
 * The cases that a fault can change. A rule that is switched off only changes what happens to requests that it
 * refused; any other fault may change everything (null).
 */
function affected(faults: readonly Fault[], { casesByRule }: Baseline): readonly string[] | null {
  const ids = new Set<string>();
  for (const { kind, skips = [] } of faults) {
    if (kind !== 'rule') return null;
    for (const rule of skips) for (const id of casesByRule.get(rule) ?? []) ids.add(id);
  }
  return [...ids];
}

const weigh = createWeigh(PROFILE, REQUIREMENTS);

/** What the fault has to turn a case into: what its rows weigh in this profile. `pass` where that is only a remark. */
function weightOf(fault: Fault): Verdict {
  return fault.onlyWarns !== undefined ? 'warn' : worst(fault.breaks.map(weigh));
}

/** True for a case of this verdict that is about a row of `breaks`: it lists it, or found it broken. */
function names(result: CaseResult, verdict: Verdict, breaks: readonly string[]): boolean {
  if (result.verdict !== verdict) return false;
  const found = result.findings.filter((finding) => finding.verdict === verdict);
  return [...result.requirements, ...found.map(({ requirement }) => requirement)].some((id) =>
    breaks.includes(id),
  );
}

interface Noticed {
  readonly fails: readonly string[];
  readonly warns: readonly string[];
  readonly sideEffects: readonly string[];
}

const NOTHING: Noticed = { fails: [], warns: [], sideEffects: [] };

async function notice(
  trust: TrustMaterial,
  faults: readonly Fault[],
  base: Baseline,
): Promise<Noticed> {
  const only = affected(faults, base);
  if (only !== null) return only.length === 0 ? NOTHING : runFaulty(trust, faults, base, { only });
  // Most are noticed by the cases of one class each already; only what is not needs all of them.
  const core = await runFaulty(trust, faults, base, { depth: 'core' });
  if (core.fails.length > 0) return core;
  return runFaulty(trust, faults, base, { depth: 'full' });
}

async function runFaulty(
  trust: TrustMaterial,
  faults: readonly Fault[],
  base: Baseline,
  options: Partial<RunOptions>,
): Promise<Noticed> {
  const breaks = faults.flatMap((fault) => fault.breaks);
  const run = await runAgainst({ trust, faults: faults.map(({ id }) => id), options });
  // A server on which no valid request succeeds is not one that passes.
  if (run.report === null) return { ...NOTHING, fails: ['calibration'] };
  const changed = run.report.results.filter(
    ({ caseId, verdict }) => verdict !== base.verdicts.get(caseId),
  );
  const failed = changed.filter(({ verdict }) => verdict === 'fail');
  const warned = changed.filter((result) => names(result, 'warn', breaks));
  return {
    fails: failed.filter((result) => names(result, 'fail', breaks)).map(({ caseId }) => caseId),
    warns: warned.map(({ caseId }) => caseId),
    sideEffects: failed
      .filter((result) => !names(result, 'fail', breaks))
      .map(({ caseId }) => caseId),
  };
}

/** Runs the suites against a server with this fault alone; for one that others mask, with them as well. */
export async function kill(
  trust: TrustMaterial,
  fault: Fault,
  base: Baseline,
  all: ReadonlyMap<string, Fault>,
): Promise<Kill> {
  const { fails, warns, sideEffects } = await notice(trust, [fault], base);
  const done = (outcome: Kill['outcome'], by: readonly string[]): Kill => ({
    fault,
    outcome,
    by,
    sideEffects,
  });
  if (fails.length > 0) return done('caught', fails);
  if (warns.length > 0 && fault.maskedBy === undefined) return done('warned', warns);
  if (fault.permitted !== undefined || weightOf(fault) === 'pass') return done('permitted', []);
  if (fault.unreachable !== undefined) return done('unreachable', []);
  if (fault.maskedBy === undefined) return done('survived', []);
  const masks = fault.maskedBy.flatMap((id) => all.get(id) ?? []);
  const pair = await notice(trust, [fault, ...masks], base);
  const by = [...pair.fails, ...pair.warns];
  return done(by.length > 0 ? 'masked' : 'survived', by);
}

/** True where the catalogue makes the fault a fail, and only a warn noticed it. */
export function tooLight({ fault, outcome }: Kill): boolean {
  return outcome === 'warned' && fault.permitted === undefined && weightOf(fault) === 'fail';
}
