import type { RequirementStatus, RunReport } from '../model/report.ts';
import { lookUp } from './clause.ts';
import { escapeTerminal } from './escape.ts';
import type { Reporter } from './reporter.ts';

const HEADINGS = ['id', 'document', 'section', 'level', 'status', 'cases', 'link'] as const;

/** A field of RFC 4180. An apostrophe stands before what a spreadsheet would take for a formula. */
function field(text: string): string {
  const line = escapeTerminal(text);
  const guarded = /^\s*[=+\-@|%]/.test(line) ? `'${line}` : line;
  return /[",]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function row({ id, level, status, cases }: RequirementStatus): readonly string[] {
  const found = lookUp(id);
  const [document, section, url] =
    found === undefined ? ['', '', ''] : [found.document, found.section, found.url];
  return [id, document, section, level, status, cases.join(' '), url];
}

function render(report: RunReport): string {
  const lines = [HEADINGS, ...report.requirements.map(row)].map((fields) =>
    fields.map(field).join(','),
  );
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Which requirement was covered by which cases, and how it stands. */
export const csv: Reporter = {
  name: 'csv',
  title: 'requirement coverage for a spreadsheet (CSV)',
  file: 'requirements.csv',
  render,
};
