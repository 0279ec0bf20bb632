import type { Observation } from './in-process/observe.ts';

/** What the suites hold against a variant, in words. */
export function alarms(id: string, { refused, changes }: Observation): string[] {
  return [
    ...(refused === null ? [] : [`${id}: no run: ${refused}`]),
    ...changes
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
      .map(({ caseId, verdict, reason }) => `${id}: ${caseId}: ${verdict}: ${reason}`),
  ];
}

/** The cases that a variant keeps from a verdict, in words. */
export function undecided(id: string, { changes }: Observation): string[] {
  return changes
    .filter(({ verdict }) => verdict === 'inconclusive')
    .map(({ caseId, verdict, reason }) => `${id}: ${caseId}: ${verdict}: ${reason}`);
}
