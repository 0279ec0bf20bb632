import type { RunReport } from '../model/report.ts';
import {
  baselineProblems,
  failures,
  inconclusives,
  knownDeviations,
  notApplicable,
  waived,
  warnings,
} from './console-findings.ts';
import { totalsTable } from './console-totals.ts';
import { escapeTerminal } from './escape.ts';
import { headline, outcome, targetText, totalsText } from './headline.ts';
import { noVerdictLine } from './no-verdict.ts';
import { createPaint, type Paint } from './paint.ts';
import type { ReportContext, Reporter } from './reporter.ts';

/** Beyond so many lines of a kind, their number says more. */
const MOST_LEFTOVERS = 10;

function leftovers(report: RunReport, paint: Paint): readonly string[] {
  const all = report.leftovers;
  if (all.length === 0) return [];
  const shown = all.slice(0, all.length > MOST_LEFTOVERS ? MOST_LEFTOVERS - 1 : MOST_LEFTOVERS);
  const lines = shown.map(
    ({ clientId, softwareId, why }) =>
      `${paint.yellow('LEFT BEHIND')}  ${
        clientId === null ? 'possibly a client' : `client ${escapeTerminal(clientId)}`
      } of software ${escapeTerminal(softwareId)}: ${escapeTerminal(why)}`,
  );
  const more = all.length - shown.length;
  return [
    ...lines,
    ...(more === 0 ? [] : [`… and ${more} more, see leftovers in the report`]),
    'dcr-conformance cleanup deletes what can be deleted, and lists the rest.',
  ];
}

function calibration(report: RunReport): readonly string[] {
  const found = report.calibration;
  if (found === null || report.target.kind === 'bundled') return [];
  const draft = [
    found.mediaType,
    `aud ${escapeTerminal(found.audience)}`,
    found.algorithm,
    found.authMethod,
    ...found.responseTypes,
    `scope ${escapeTerminal(found.scope)}`,
  ].join(', ');
  if (found.accepted && found.tried.length <= 1) return [`Control accepted: ${draft}`];
  const tried = found.tried.map(
    ({ change, outcome: answer }) => `  tried ${escapeTerminal(change)}: ${escapeTerminal(answer)}`,
  );
  return [
    found.accepted ? `Control accepted: ${draft}` : 'The target accepted no control.',
    ...tried,
  ];
}

/** Sections with a blank line between those that have something to say. */
function sections(parts: readonly (readonly string[])[]): readonly string[] {
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => (lines.at(-1) === '' ? lines : [...lines, '']));
}

function lastLine(report: RunReport, context: ReportContext, paint: Paint): string {
  const colour =
    report.exitCode === 0 ? paint.green : report.exitCode === 3 ? paint.yellow : paint.red;
  const where = `${context.out.replace(/\/+$/, '')}/report.json`;
  return `${colour(paint.bold(outcome(report)))} · ${targetText(report.target)} · ${totalsText(report.totals)} · exit code ${report.exitCode} · report: ${where}`;
}

function render(report: RunReport, context: ReportContext): string {
  const paint = createPaint(context.color);
  const bad = failures(report.results, paint);
  const why = noVerdictLine(report);
  const lines = [
    ...(context.headline ? [headline(report), ''] : []),
    ...(context.quiet
      ? sections([bad, baselineProblems(report, paint), leftovers(report, paint)])
      : sections([
          totalsTable(report.results, paint),
          bad,
          baselineProblems(report, paint),
          waived(report.results, paint),
          warnings(report.results, paint),
          knownDeviations(report.results, paint),
          inconclusives(report.results, paint),
          notApplicable(report.results, paint),
          leftovers(report, paint),
          calibration(report),
          report.notes.map((note) => `Note: ${escapeTerminal(note)}`),
        ])),
    ...(why === null ? [] : [why]),
    lastLine(report, context, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** The summary a person reads in the terminal; the path of the report comes last. */
export const consoleReporter: Reporter = {
  name: 'console',
  title: 'summary for the terminal',
  file: null,
  render,
};
