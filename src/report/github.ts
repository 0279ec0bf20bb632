import type { CaseResult, RunReport } from '../model/report.ts';
import { caseLines } from './case-text.ts';
import { caseIds, casesText, failing, reasonGroups, warningGroups } from './groups.ts';
import { outcome, targetText, totalsText } from './headline.ts';
import type { Reporter } from './reporter.ts';
import { type Annotation, workflowCommand } from './workflow-command.ts';

/** GitHub shows so many annotations of a kind for one step, and drops the rest without a word. */
const SHOWN = 10;
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
    ...bad.slice(0, SHOWN).map((annotation) => workflowCommand('error', annotation)),
    ...odd.slice(0, SHOWN).map((annotation) => workflowCommand('warning', annotation)),
    workflowCommand('notice', totals),
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
