import type { RunReport } from '../model/report.ts';
import { toOutcome } from './outcome.ts';
import type { HostEnd } from './start-host.ts';

const STATES = { pass: 'passed', warn: 'passed', fail: 'failed', skip: 'skipped' } as const;

/**
 * Whether vitest saw what the report says; null, or the first difference as a sentence.
 * `whole`: every case must have been seen; false where the user filtered the tests.
 */
export function disagreement(report: RunReport, end: HostEnd, whole: boolean): string | null {
  if (end.errors.length > 0) return `vitest met an error outside the tests: ${end.errors[0]}`;
  const seen = new Map(end.tests.map(({ name, state }) => [name.split(' ')[0] ?? '', state]));
  for (const result of report.results) {
    const state = seen.get(result.caseId);
    if (state === undefined || (!whole && state === 'skipped')) {
      if (whole) return `vitest did not run ${result.caseId}`;
      continue;
    }
    if (state !== STATES[toOutcome(result).end]) {
      return `vitest saw ${result.caseId} as ${state}, the report says ${result.verdict}`;
    }
  }
  return null;
}
