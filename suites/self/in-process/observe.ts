import { createHash } from 'node:crypto';
import type { Case } from '../../../src/model/case.ts';
import { TargetError } from '../../../src/model/errors.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Profile } from '../../../src/model/profile.ts';
import type { CaseResult } from '../../../src/model/report.ts';
import type { PlannedCase } from '../../../src/model/session.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import type { Baseline } from './baseline.ts';
import type { Shared } from './remember.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** A case that a server with faults made come out otherwise. */
export interface Change {
  readonly caseId: string;
  readonly requirements: readonly string[];
  readonly before: Verdict;
  readonly verdict: Verdict;
  readonly reason: string | null;
  /** What was found that the intact server does not show; no passes. */
  readonly findings: readonly Finding[];
}

/** What became of a run against a server with faults. */
export interface Observation {
  /** Why there was no run; null where there was one. */
  readonly refused: string | null;
  /** How many cases were run. */
  readonly cases: number;
  readonly changes: readonly Change[];
}

function keyOf({ check, requirement, verdict }: Finding): string {
  return `${check} ${requirement} ${verdict}`;
}

/** The difference of a result from what the intact server gave; null where there is none. */
export function changeOf(result: CaseResult, before: CaseResult | undefined): Change | null {
  const known = new Set(before?.findings.map(keyOf));
  const findings = result.findings.filter(
    (finding) => finding.verdict !== 'pass' && !known.has(keyOf(finding)),
  );
  const was = before?.verdict ?? 'pass';
  if (result.verdict === was && findings.length === 0) return null;
  const { caseId, requirements, verdict, reason } = result;
  return { caseId, requirements, before: was, verdict, reason, findings };
}

export interface ObserveInput {
  readonly profile: Profile;
  readonly cases: readonly Case[];
  readonly shared: Shared;
  readonly baseline: Baseline;
  /** Fault or variant ids. */
  readonly faults: readonly string[];
  /** Runs every case, not only those that the faults come near. */
  readonly all: boolean;
}

/** Side effects of a fault in records are looked for in every second case, in others for each fault; `all` looks in every case. */
function isItsTurn(caseId: string, faults: readonly string[]): boolean {
  return createHash('sha1').update(`${caseId} ${faults.join()}`).digest().readUInt8() % 2 === 0;
}

/** The cases worth running: those that a fault comes near; all where the run stands on other ground. */
function choose(
  plan: readonly PlannedCase[],
  footing: string,
  { baseline, faults, all }: ObserveInput,
): readonly PlannedCase[] {
  if (all || footing !== baseline.footing) return plan;
  const touched = baseline.touchedBy(faults);
  if (touched === null) return plan;
  const rows = baseline.rowsOfRecords(faults);
  const isNear = ({ id, requirements }: Case): boolean =>
    touched.has(id) &&
    (rows === null || requirements.some((row) => rows.has(row)) || isItsTurn(id, faults));
  const lost = new Set(
    baseline.plan
      .filter(({ notApplicable }) => notApplicable === null)
      .map(({ case: { id } }) => id),
  );
  return plan.filter(
    ({ case: entry, notApplicable }) =>
      isNear(entry) || (notApplicable !== null && lost.has(entry.id)),
  );
}

/** A world with these faults; where the target does not publish its endpoints, one in which the user names them. */
async function openSomehow(how: WorldOptions): Promise<World> {
  try {
    return await openWorld(how);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return openWorld({ ...how, named: true });
  }
}

/** Runs the cases against a server with these faults, and tells what came out otherwise than with the intact one. */
export async function observe(input: ObserveInput): Promise<Observation> {
  const { profile, cases, shared, baseline, faults } = input;
  try {
    const world = await openSomehow({ profile, cases, shared, faults });
    const plan = choose(world.plan, world.footing, input);
    const results = await world.run(plan);
    const changes = results.flatMap(
      (result) => changeOf(result, baseline.results.get(result.caseId)) ?? [],
    );
    return { refused: null, cases: plan.length, changes };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { refused: error.message, cases: 0, changes: [] };
  }
}
