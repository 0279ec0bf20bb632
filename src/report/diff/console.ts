import { escapeTerminal, shorten } from '../escape.ts';
import { createPaint, type Paint } from '../paint.ts';
import type { RequirementChange, RunDiff } from './compare.ts';
import type { DiffContext, DiffReporter } from './reporter.ts';
import {
  type ChangeGroup,
  changeGroups,
  diffOutcome,
  diffTotals,
  runText,
  verdictsText,
  whyText,
} from './words.ts';

/** Beyond so many of a kind, their number says more. */
const MOST = 40;

function group({ heading, changes }: ChangeGroup, quiet: boolean): readonly string[] {
  const most = quiet ? 0 : MOST;
  const shown = heading === 'Regressed' ? changes : changes.slice(0, most);
  const lines = shown.flatMap((change) => {
    const why = shorten(escapeTerminal(whyText(change)), 160);
    const title = escapeTerminal((change.after ?? change.before)?.title ?? '');
    return [
      `  ${verdictsText(change).padEnd(16)}  ${escapeTerminal(change.caseId)}  ${title}`,
      ...(why === '' ? [] : [`                    why: ${why}`]),
    ];
  });
  const more = changes.length - shown.length;
  if (shown.length === 0) return [];
  return [
    `${heading} (${changes.length})`,
    ...lines,
    ...(more > 0 ? [`  … and ${more} more`] : []),
    '',
  ];
}

function requirements(heading: string, changes: readonly RequirementChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const lines = changes.map(
    ({ id, before, after }) => `  ${`${before} → ${after}`.padEnd(16)}  ${escapeTerminal(id)}`,
  );
  return [`${heading} (${changes.length})`, ...lines, ''];
}

function colourOf(diff: RunDiff, paint: Paint): (text: string) => string {
  if (diff.regressed.length > 0) return paint.red;
  return diffOutcome(diff) === 'NOTHING REGRESSED' ? paint.green : paint.yellow;
}

function render(diff: RunDiff, { color, quiet }: DiffContext): string {
  const paint = createPaint(color);
  const lines = [
    `before: ${escapeTerminal(diff.before.target.url)} · ${escapeTerminal(runText(diff.before))}`,
    `after:  ${escapeTerminal(diff.after.target.url)} · ${escapeTerminal(runText(diff.after))}`,
    '',
    ...diff.remarks.map((remark) => `Note: ${escapeTerminal(remark)}`),
    ...(diff.remarks.length > 0 ? [''] : []),
    ...changeGroups(diff).flatMap((each) => group(each, quiet)),
    ...(quiet
      ? []
      : [
          ...requirements('Requirements regressed', diff.regressedRequirements),
          ...requirements('Requirements fixed', diff.fixedRequirements),
        ]),
    `${colourOf(diff, paint)(paint.bold(diffOutcome(diff)))} · ${diffTotals(diff)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** For the terminal. */
export const consoleDiff: DiffReporter = { name: 'console', file: null, render };
