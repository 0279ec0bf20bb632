import type { CaseResult, Totals } from '../model/report.ts';

/** How many results have which verdict. A waived one is counted as waived, whatever its verdict. */
export function totalsOf(results: readonly CaseResult[]): Totals {
  const count = (verdict: CaseResult['verdict']): number =>
    results.filter((result) => result.waived === null && result.verdict === verdict).length;
  return {
    cases: results.length,
    pass: count('pass'),
    warn: count('warn'),
    fail: count('fail'),
    inconclusive: count('inconclusive'),
    notApplicable: count('not-applicable'),
    error: count('error'),
    waived: results.filter((result) => result.waived !== null).length,
  };
}
