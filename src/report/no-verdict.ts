import type { RunReport } from '../model/report.ts';
import { escapeTerminal, shorten } from './escape.ts';

const NO_VERDICT = 3;

/** The reason that most inconclusive cases give, and how many do; null where none is inconclusive. */
function mainReason({ results }: RunReport): { reason: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const { verdict, reason } of results) {
    if (verdict !== 'inconclusive') continue;
    const text = reason ?? 'no reason given';
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first === undefined ? null : { reason: first[0], count: first[1] };
}

/** Why a run that found no fail has no verdict all the same, in one line; null where it has one. */
export function noVerdictLine(report: RunReport): string | null {
  if (report.exitCode !== NO_VERDICT) return null;
  const { cases, inconclusive } = report.totals;
  const main = mainReason(report);
  if (main === null) return 'No verdict, because no case reached one.';
  const share = main.count === inconclusive ? '' : `, ${main.count} of them because of this`;
  const reason = shorten(escapeTerminal(main.reason), 200);
  return `No verdict, because ${inconclusive} of ${cases} cases are inconclusive${share}: ${reason}`;
}
