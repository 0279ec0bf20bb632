import { markdownText } from '../escape-markdown.ts';
import { totalsText } from '../headline.ts';
import type { Conflict, Conflicts, ProfileRun, Side } from './find.ts';

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function runRow({ profile, exitCode, report, error, totals }: ProfileRun): string {
  const what = totals === null ? markdownText(error ?? 'no run') : totalsText(totals);
  return line([profile, String(exitCode), what, report === null ? '' : `[report](${report})`]);
}

function cell(side: Side | undefined): string {
  if (side === undefined) return 'no verdict';
  const { verdict, requirement, url, clause, message, actual, known } = side;
  const id = markdownText(requirement);
  const row = url === '' ? id : `[${id}](${url}) (${markdownText(clause)})`;
  const why = verdict === 'pass' ? [] : [markdownText(message), markdownText(actual)];
  const note = known === null ? [] : [`known: ${markdownText(known)}`];
  return [`**${verdict}** ${row}`, ...why, ...note].join('<br>');
}

function conflictRow({ caseId, title, sides }: Conflict, profiles: readonly string[]): string {
  const about = `${markdownText(caseId)}<br>${markdownText(title)}`;
  return line([about, ...profiles.map((id) => cell(sides.find(({ profile }) => profile === id)))]);
}

/** The same as a page: a row for each behaviour, a column for each profile. */
export function conflictsMarkdown({ target, runs, conflicts }: Conflicts): string {
  const ran = runs.filter(({ totals }) => totals !== null).map(({ profile }) => profile);
  const table =
    conflicts.length === 0
      ? ['Nothing passes under one profile and not under another.']
      : [
          line(['What was done', ...ran]),
          line(['---', ...ran.map(() => '---')]),
          ...conflicts.map((conflict) => conflictRow(conflict, ran)),
        ];
  return [
    `# ${markdownText(target)} under ${runs.length} profiles`,
    '',
    line(['Profile', 'Exit code', 'Cases', 'Report']),
    line(['---', '---:', '---', '---']),
    ...runs.map(runRow),
    '',
    '## Right under one profile and not under another',
    '',
    ...table,
    '',
  ].join('\n');
}
