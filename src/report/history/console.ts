import { escapeTerminal, shorten } from '../escape.ts';
import { outcome, targetText, totalsText } from '../headline.ts';
import { statusText } from '../html/verdict-tag.ts';
import type { History, HistoryCase, HistoryRun } from './history.ts';
import { changeText, historyTitle, timeText } from './words.ts';

/** Beyond so many, their number says more. */
const MOST = 40;

function runLine(each: HistoryRun): string {
  const { run } = each;
  const change = changeText(each);
  const parts = [timeText(each), outcome(run), totalsText(run.totals), change];
  return `  ${parts.filter((part) => part !== '').join(' · ')}`;
}

function caseLine({ caseId, columns }: HistoryCase): string {
  const words = columns.map((column) => (column === null ? '–' : statusText(column)));
  return `  ${escapeTerminal(caseId)}: ${shorten(words.join(' → '), 160)}`;
}

/** A history for the terminal. */
export function historyText(history: History): string {
  const { runs, cases, remarks } = history;
  const last = runs.at(-1);
  const more = cases.length - MOST;
  const lines = [
    ...(last === undefined ? [] : [targetText(last.run.target), '']),
    ...remarks.map((remark) => `Note: ${escapeTerminal(remark)}`),
    ...runs.map(runLine),
    '',
    ...(cases.length === 0 ? [] : [`Not always right (${cases.length})`]),
    ...cases.slice(0, MOST).map(caseLine),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...(cases.length === 0 ? [] : ['']),
    historyTitle(history),
  ];
  return `${lines.join('\n')}\n`;
}
