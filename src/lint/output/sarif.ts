import { writeJson } from '../../model/json.ts';
import type { LintFinding, LintReport, Severity } from '../../model/lint.ts';
import { clause, lookUp } from '../../report/clause.ts';
import { documentName } from './document-name.ts';

export interface SarifTool {
  readonly name: string;
  readonly version: string;
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A file name as a relative URI reference; what is no file has none. */
function uriOf(name: string): string {
  return name.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

function ruleOf(id: string, { requirements, fix }: LintFinding) {
  const [row] = requirements;
  const found = row === undefined ? undefined : lookUp(row);
  return {
    id,
    shortDescription: { text: found?.text ?? id },
    ...(found === undefined ? {} : { helpUri: found.url }),
    help: { text: fix === '' ? id : fix },
  };
}

function resultOf(finding: LintFinding, report: LintReport, rules: readonly string[]) {
  const {
    id,
    severity,
    message,
    expected,
    actual,
    fix,
    line,
    column,
    document,
    pointer,
    requirements,
  } = finding;
  const name = documentName(report, finding);
  const clauses = requirements.map((row) => `${row} (${clause(row)})`).join('; ');
  const text = [message, `Expected: ${expected}.`, `Actual: ${actual}.`, fix, clauses]
    .filter((part) => part !== '')
    .join(' ');
  return {
    ruleId: id,
    ruleIndex: rules.indexOf(id),
    level: LEVELS[severity],
    message: { text },
    locations: [
      {
        ...(name === null
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: uriOf(name) },
                ...(line === null ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
              },
            }),
        logicalLocations: [{ fullyQualifiedName: `${document}${pointer}`, kind: 'member' }],
      },
    ],
    properties: { requirements, errorCode: finding.errorCode },
  };
}

/** SARIF 2.1.0, for editors and code scanning. */
export function sarif(report: LintReport, tool: SarifTool): string {
  const rules = [...new Map(report.findings.map((finding) => [finding.id, finding])).entries()];
  const ids = rules.map(([id]) => id);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { ...tool, rules: rules.map(([id, finding]) => ruleOf(id, finding)) },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, report, ids)),
      },
    ],
  };
  return `${writeJson(log, 2)}\n`;
}
