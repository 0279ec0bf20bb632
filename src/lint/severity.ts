import type { Severity } from '../model/lint.ts';
import type { Verdict } from '../model/verdict.ts';

const SEVERITY: Readonly<Record<Verdict, Severity>> = {
  error: 'error',
  fail: 'error',
  warn: 'warning',
  inconclusive: 'info',
  pass: 'info',
  'not-applicable': 'info',
};

/** How a verdict of the catalogue weighs here: what weighs nothing in a run is a remark. */
export function severityOf(verdict: Verdict): Severity {
  return SEVERITY[verdict];
}
