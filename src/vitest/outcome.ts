import type { CaseResult } from '../model/report.ts';
import { caseText } from '../report/case-text.ts';
import { escapeTerminal } from '../report/escape.ts';
import type { Outcome } from './protocol.ts';

/** How a test runner shows a result: inconclusive is a failure that says so, a warn and what is waived pass with a note. */
export function toOutcome(result: CaseResult): Outcome {
  const { caseId, verdict, waived } = result;
  if (waived !== null)
    return {
      caseId,
      end: 'warn',
      message: `WAIVED: ${escapeTerminal(waived)}\n${caseText(result)}`,
    };
  switch (verdict) {
    case 'pass':
      return { caseId, end: 'pass', message: '' };
    case 'not-applicable':
      return { caseId, end: 'skip', message: escapeTerminal(result.reason ?? '') };
    case 'warn':
      return { caseId, end: 'warn', message: caseText(result) };
    case 'inconclusive':
      return { caseId, end: 'fail', message: `INCONCLUSIVE: ${caseText(result)}` };
    case 'fail':
    case 'error':
      return { caseId, end: 'fail', message: caseText(result) };
  }
}
