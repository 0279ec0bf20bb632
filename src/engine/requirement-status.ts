import type { Profile } from '../model/profile.ts';
import type { CaseResult, RequirementStatus } from '../model/report.ts';
import { type Verdict, worst } from '../model/verdict.ts';
import { isRowOf } from '../requirements/applies.ts';
import { type Catalogue, excludedBecause } from '../requirements/weigh.ts';

function findingsAbout(id: string, { findings }: CaseResult): Verdict[] {
  return findings.filter((finding) => finding.requirement === id).map(({ verdict }) => verdict);
}

/**
 * What a result says about a requirement: what it found about it. Where it found nothing by that name, a case of the
 * requirement says what it found about its first one, which all others of the case go along with; else its verdict.
 */
function verdictAbout(id: string, result: CaseResult): Verdict | null {
  const [first = id] = result.requirements;
  const named = result.requirements.includes(id);
  const own = findingsAbout(id, result);
  const found = own.length > 0 || !named ? own : findingsAbout(first, result);
  if (found.length === 0) return named ? result.verdict : null;
  const verdict = worst(found);
  // Where a case could not be carried through, what it saw on the way is no proof of conformance.
  const unfinished = result.verdict === 'inconclusive' || result.verdict === 'error';
  return named && verdict === 'pass' && unfinished ? 'inconclusive' : verdict;
}

/** Which results have something to say about which requirement. */
function index(results: readonly CaseResult[]): Map<string, CaseResult[]> {
  const byId = new Map<string, CaseResult[]>();
  for (const result of results) {
    const ids = [...result.requirements, ...result.findings.map(({ requirement }) => requirement)];
    for (const id of new Set(ids)) {
      const list = byId.get(id);
      if (list === undefined) byId.set(id, [result]);
      else list.push(result);
    }
  }
  return byId;
}

/** A requirement, and its status where no case says anything about it. */
export interface Row extends Pick<RequirementStatus, 'id' | 'level'> {
  readonly none: 'untested' | 'not-observable';
}

/** The status of each of `rows`: the worst of what the cases say about it, `none` where none does. */
export function statusesOf(
  rows: readonly Row[],
  results: readonly CaseResult[],
): RequirementStatus[] {
  const byId = index(results);
  return rows.map(({ id, level, none }) => {
    const about = byId.get(id) ?? [];
    const verdicts = about
      .map((result) => verdictAbout(id, result))
      .filter((verdict) => verdict !== null);
    const status = verdicts.length === 0 ? none : worst(verdicts);
    return { id, level, status, cases: about.map(({ caseId }) => caseId) };
  });
}

/**
 * The status of every requirement of the profile: the worst of what the cases say about it, `untested` where none does,
 * `not-observable` where none could. Rows that the profile excludes are left out.
 */
export function requirementStatuses(
  profile: Profile,
  catalogue: Catalogue,
  results: readonly CaseResult[],
): RequirementStatus[] {
  const rows = Object.values(catalogue)
    .filter(({ id }) => isRowOf(profile, id) && excludedBecause(profile, id) === null)
    .map(({ id, level, unobservable }): Row => {
      return { id, level, none: unobservable === undefined ? 'untested' : 'not-observable' };
    });
  return statusesOf(rows, results);
}
