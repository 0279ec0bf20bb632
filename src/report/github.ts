import type { CaseResult, RunReport } from '../model/report.ts';
import { caseLines } from './case-text.ts';
import { escapeTerminal, shorten } from './escape.ts';
import { caseIds, casesText, failing, reasonGroups, warningGroups } from './groups.ts';
import { outcome, targetText, totalsText } from './headline.ts';
import type { Reporter } from './reporter.ts';

/** GitHub shows so many annotations of a kind for one step, and drops the rest without a word. */
const SHOWN = 10;
const MESSAGE = 4000;

interface Annotation {
  readonly title: string;
  readonly lines: readonly string[];
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A workflow command; one line, whatever the text is. */
function command(kind: 'error' | 'warning' | 'notice', { title, lines }: Annotation): string {
  const message = shorten(lines.map(escapeTerminal).join('\n'), MESSAGE);
  return `::${kind} title=${property(shorten(escapeTerminal(title), 200))}::${data(message)}`;
}

function failure(result: CaseResult): Annotation {
  const lines = caseLines(result, false).map(({ label, text }) => `${label}: ${text}`);
  return {
    title: `${result.verdict.toUpperCase()} ${result.caseId}`,
    lines: [result.title, ...lines],
  };
}

function errors({ results, baseline }: RunReport): readonly Annotation[] {
  const problems = (baseline?.problems ?? []).map(({ kind, message }) => ({
    title: `BASELINE ${kind.toUpperCase()}`,
    lines: [message],
  }));
  return [...problems, ...failing(results).map(failure)];
}

function warnings({ results, leftovers }: RunReport): readonly Annotation[] {
  const left = leftovers.length;
  const behind = {
    title: `LEFT BEHIND ${left} client${left === 1 ? '' : 's'}`,
    lines: ['dcr-conformance cleanup deletes what can be deleted, and lists the rest.'],
  };
  return [
    ...(left === 0 ? [] : [behind]),
    ...reasonGroups(results, 'inconclusive').map(({ reason, cases }) => ({
      title: `INCONCLUSIVE ${casesText(cases.length)}`,
      lines: [reason, `in ${caseIds(cases)}`],
    })),
    ...warningGroups(results).map(({ finding, cases }) => ({
      title: `WARN ${finding.requirement}`,
      lines: [
        finding.message,
        `expected: ${finding.expected}`,
        `actual: ${finding.actual}`,
        `in ${caseIds(cases)}`,
      ],
    })),
  ];
}

function unshown(all: readonly Annotation[], kind: string): readonly string[] {
  const more = all.length - SHOWN;
  return more > 0 ? [`${more} more ${kind} in report.json`] : [];
}

function render(report: RunReport): string {
  const bad = errors(report);
  const odd = warnings(report);
  const totals: Annotation = {
    title: outcome(report),
    lines: [
      `${targetText(report.target)}: ${totalsText(report.totals)}, exit code ${report.exitCode}`,
      ...unshown(bad, 'errors'),
      ...unshown(odd, 'warnings'),
    ],
  };
  const lines = [
    ...bad.slice(0, SHOWN).map((annotation) => command('error', annotation)),
    ...odd.slice(0, SHOWN).map((annotation) => command('warning', annotation)),
    command('notice', totals),
  ];
  return `${lines.join('\n')}\n`;
}

/** For the log of a GitHub Actions step, which shows them at the run and at the change. */
export const github: Reporter = {
  name: 'github',
  title: 'annotations for GitHub Actions, on standard output',
  file: null,
  render,
};
