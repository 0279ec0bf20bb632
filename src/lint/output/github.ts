import type { LintReport, Severity } from '../../model/lint.ts';
import { workflowCommand } from '../../report/workflow-command.ts';
import { documentName } from './document-name.ts';

const KINDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Annotations of GitHub Actions, one line each. */
export function githubAnnotations(report: LintReport): string {
  return report.findings
    .map((finding) => {
      const { severity, id, message, expected, actual, fix, requirements, line, column } = finding;
      return workflowCommand(KINDS[severity], {
        title: id,
        lines: [
          message,
          `expected: ${expected}`,
          `actual: ${actual}`,
          fix,
          requirements.join(', '),
        ].filter((text) => text !== ''),
        file: documentName(report, finding),
        line,
        column,
      });
    })
    .map((text) => `${text}\n`)
    .join('');
}
