import { escapeTerminal, shorten } from '../escape.ts';
import { totalsText } from '../headline.ts';
import { createPaint, type Paint } from '../paint.ts';
import type { Conflict, Conflicts, ProfileRun, Side } from './find.ts';

/** Beyond so many, their number says more. */
const MOST = 40;

function run({ profile, exitCode, report, error, totals }: ProfileRun, width: number): string {
  const what = totals === null ? escapeTerminal(error ?? 'no run') : totalsText(totals);
  const where = report === null ? '' : ` · ${report}`;
  return `  ${profile.padEnd(width)}  exit code ${exitCode} · ${what}${where}`;
}

function side(one: Side, width: number, paint: Paint): readonly string[] {
  const { profile, verdict, requirement, clause, message, expected, actual, known } = one;
  const colour = verdict === 'pass' ? paint.green : verdict === 'warn' ? paint.yellow : paint.red;
  const why =
    verdict === 'pass'
      ? []
      : [
          `        ${escapeTerminal(message)} Expected ${shorten(escapeTerminal(expected), 80)}, found ${shorten(escapeTerminal(actual), 80)}.`,
          ...(known === null ? [] : [`        known: ${escapeTerminal(known)}`]),
        ];
  return [
    `      ${profile.padEnd(width)}  ${colour(verdict.toUpperCase().padEnd(4))}  ${requirement}  ${paint.dim(clause)}`,
    ...why,
  ];
}

function conflict({ caseId, title, sides }: Conflict, width: number, paint: Paint) {
  return [
    `  ${paint.bold(caseId)}  ${escapeTerminal(title)}`,
    ...sides.flatMap((one) => side(one, width, paint)),
  ];
}

/** The runs, and what passes under one profile and not under another, for the terminal. */
export function conflictsText(
  { runs, conflicts, target }: Conflicts,
  { color, out }: { readonly color: boolean; readonly out: string },
): string {
  const paint = createPaint(color);
  const width = Math.max(...runs.map(({ profile }) => profile.length));
  const shown = conflicts.slice(0, MOST);
  const more = conflicts.length - shown.length;
  const lines = [
    '',
    `${paint.bold('Side by side')} · ${escapeTerminal(target)}`,
    ...runs.map((one) => run(one, width)),
    '',
    conflicts.length === 0
      ? 'Nothing passes under one profile and not under another.'
      : `Right under one profile and not under another: ${conflicts.length}`,
    ...shown.flatMap((one) => conflict(one, width, paint)),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    '',
    `Side by side: ${out}/conflicts.json and ${out}/conflicts.md`,
  ];
  return `${lines.join('\n')}\n`;
}
