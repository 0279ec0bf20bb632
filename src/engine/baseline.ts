import type { BaselineEntry, BaselineProblem } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { RunOptions } from '../model/options.ts';
import type { CaseResult } from '../model/report.ts';

/** True for a finding that the entry excuses. */
export const covers = (entry: BaselineEntry, finding: Finding): boolean =>
  entry.check === undefined || entry.check === finding.check;

const isBad = ({ verdict }: Finding): boolean => verdict === 'fail' || verdict === 'warn';

/** True from the day after the entry's last. `today` as `2027-03-31`. */
function isExpired({ expires }: BaselineEntry, today: string): boolean {
  return expires < today;
}

/**
 * What counts against a result: the findings that make its verdict, and warns beside a fail where warns count as well.
 * Nothing for a case that could not be tried: what is not known cannot be excused.
 */
export function countingFindings(
  result: CaseResult,
  failOn: RunOptions['failOn'],
): readonly Finding[] {
  const { verdict, findings } = result;
  if (verdict !== 'fail' && verdict !== 'warn') return [];
  return findings.filter(
    (finding) => finding.verdict === verdict || (failOn === 'warn' && isBad(finding)),
  );
}

/** The result, waived with the reasons of the entries that cover everything that counts against it; else as it is. */
export function waive(
  result: CaseResult,
  entries: readonly BaselineEntry[],
  { today, failOn }: { readonly today: string; readonly failOn: RunOptions['failOn'] },
): CaseResult {
  const counting = countingFindings(result, failOn);
  const own = entries.filter((entry) => entry.caseId === result.caseId && !isExpired(entry, today));
  const covered = counting.every((finding) => own.some((entry) => covers(entry, finding)));
  if (counting.length === 0 || !covered) return result;
  const used = own.filter((entry) => counting.some((finding) => covers(entry, finding)));
  const reasons = used.map(
    ({ reason, owner, expires }) => `${reason} (${owner}, until ${expires})`,
  );
  return { ...result, waived: [...new Set(reasons)].join('; ') };
}

/** True when the case was tried, and what the entry excuses did not happen. */
export function isStale(entry: BaselineEntry, result: CaseResult | undefined): boolean {
  if (result === undefined) return false;
  if (!['pass', 'warn', 'fail'].includes(result.verdict)) return false;
  return !result.findings.some((finding) => isBad(finding) && covers(entry, finding));
}

/**
 * The entries that no longer hold, in the order of their cases; a case that was not run makes none of its entries stale.
 * `known` tells the ids of cases that exist. `today` as `2027-03-31`.
 */
export function baselineProblems(
  entries: readonly BaselineEntry[],
  results: readonly CaseResult[],
  { today, known }: { readonly today: string; readonly known: (caseId: string) => boolean },
): readonly BaselineProblem[] {
  const byId = new Map(results.map((result) => [result.caseId, result]));
  const problemOf = (entry: BaselineEntry): BaselineProblem | null => {
    const { caseId, check, expires, owner } = entry;
    const what = check === undefined ? caseId : `${caseId} (${check})`;
    const problem = (kind: BaselineProblem['kind'], message: string): BaselineProblem => ({
      kind,
      caseId,
      ...(check === undefined ? {} : { check }),
      message,
    });
    if (!known(caseId)) return problem('gone', `There is no case ${caseId}: take its entry out.`);
    if (isStale(entry, byId.get(caseId)))
      return problem('stale', `${what} passes now: take its entry out.`);
    if (!isExpired(entry, today)) return null;
    return problem('expired', `${what} was excused until ${expires}: ask ${owner}.`);
  };
  const order = (a: BaselineProblem, b: BaselineProblem): number =>
    a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0;
  return entries.flatMap((entry) => problemOf(entry) ?? []).sort(order);
}
