import type { CaseResult, RunReport } from '../../model/report.ts';
import { columnOf } from '../area-totals.ts';
import { decidingFindings } from '../case-text.ts';
import { outcome, totalsText } from '../headline.ts';
import { statusText } from '../html/verdict-tag.ts';
import type { CaseChange, RunDiff } from './compare.ts';

/** A group of changes as it is shown. */
export interface ChangeGroup {
  readonly heading: string;
  readonly changes: readonly CaseChange[];
}

/** The groups of `diff` in the order of their weight; empty ones are left out. */
export function changeGroups(diff: RunDiff): readonly ChangeGroup[] {
  const all: readonly ChangeGroup[] = [
    { heading: 'Regressed', changes: diff.regressed },
    { heading: 'Without a verdict in one of the runs', changes: diff.undecided },
    { heading: 'Fixed', changes: diff.fixed },
    { heading: 'Worse, and waived by the baseline', changes: diff.waived },
    { heading: 'New', changes: diff.added },
    { heading: 'Gone', changes: diff.gone },
  ];
  return all.filter(({ changes }) => changes.length > 0);
}

/** `pass → fail`; an absent side is `–`. */
export function verdictsText({ before, after }: CaseChange): string {
  const word = (result: CaseResult | null) =>
    result === null ? '–' : statusText(columnOf(result));
  return `${word(before)} → ${word(after)}`;
}

/** Why a case is what it is now, or was where it is gone; raw text of the report. */
export function whyText({ before, after }: CaseChange): string {
  const result = after ?? before;
  if (result === null || result.verdict === 'pass') return '';
  const [finding] = decidingFindings(result);
  return finding === undefined
    ? (result.reason ?? '')
    : `${finding.requirement}: ${finding.message}`;
}

/** The outcome in capitals: what a reader wants to know first. */
export function diffOutcome({ regressed, undecided, after }: RunDiff): string {
  if (regressed.length > 0) return 'REGRESSED';
  return undecided.length > 0 || !after.complete ? 'CANNOT BE TOLD' : 'NOTHING REGRESSED';
}

/** `2 regressed, 1 fixed, 790 unchanged`; zeros left out, but for those two. */
export function diffTotals(diff: RunDiff): string {
  const always = [`${diff.regressed.length} regressed`, `${diff.fixed.length} fixed`];
  const parts: readonly (readonly [number, string])[] = [
    [diff.undecided.length, 'without a verdict in one of the runs'],
    [diff.waived.length, 'worse but waived'],
    [diff.added.length, 'new'],
    [diff.gone.length, 'gone'],
    [diff.unchanged, 'unchanged'],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return [...always, ...shown].join(', ');
}

/** A run in one line. */
export function runText(run: RunReport): string {
  return `${run.startedAt.slice(0, 16).replace('T', ' ')} · ${outcome(run)} · ${totalsText(run.totals)}`;
}
