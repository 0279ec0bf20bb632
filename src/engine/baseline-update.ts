import type { BaselineEntry } from '../model/baseline.ts';
import type { RunReport } from '../model/report.ts';
import { countingFindings, covers, isStale } from './baseline.ts';

/** A baseline after a run: all entries, and what became of them. */
export interface BaselineUpdate {
  readonly entries: readonly BaselineEntry[];
  readonly added: readonly BaselineEntry[];
  /** What they excused passes now, or their case is gone. */
  readonly removed: readonly BaselineEntry[];
}

/** One text after the other, so that two runs of one state write one file. */
function byCase(a: BaselineEntry, b: BaselineEntry): number {
  const key = ({ profile, caseId, check = '' }: BaselineEntry) => `${profile} ${caseId} ${check}`;
  return key(a) < key(b) ? -1 : 1;
}

/**
 * `before` as `report` has it: what still counts stays as it is, with its reason, owner and day; what passes now or is gone
 * is taken out; each check that counts and has no entry gets one, with `say`. What the report does not speak about stays.
 * `known` tells the ids of cases that exist.
 */
export function updateBaseline(
  before: readonly BaselineEntry[],
  report: RunReport,
  say: Pick<BaselineEntry, 'reason' | 'owner' | 'expires'>,
  known: (caseId: string) => boolean,
): BaselineUpdate {
  const profile = report.profile.id;
  const results = new Map(report.results.map((result) => [result.caseId, result]));
  const isOver = (entry: BaselineEntry): boolean =>
    entry.profile === profile &&
    (!known(entry.caseId) || isStale(entry, results.get(entry.caseId)));
  const removed = before.filter(isOver);
  const kept = before.filter((entry) => !isOver(entry));
  const failOn = report.failOn ?? 'fail';
  const added = report.results.flatMap((result) => {
    const { caseId, verdict } = result;
    // A warn that does not count needs no excuse.
    if (verdict === 'warn' && failOn !== 'warn') return [];
    const own = kept.filter((entry) => entry.profile === profile && entry.caseId === caseId);
    const open = countingFindings(result, failOn).filter(
      (finding) => !own.some((entry) => covers(entry, finding)),
    );
    const checks = [...new Set(open.map(({ check }) => check))];
    return checks.map((check): BaselineEntry => ({ caseId, check, profile, ...say }));
  });
  return { entries: [...kept, ...added].sort(byCase), added, removed };
}
