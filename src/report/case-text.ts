import type { Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { MutationRecord } from '../model/mutation.ts';
import type { CaseResult } from '../model/report.ts';
import { clause, duty } from './clause.ts';
import { brief, escapeTerminal, shorten } from './escape.ts';

/** One labelled line of a case's description; the text is safe for a terminal. */
export interface CaseLine {
  readonly label:
    | 'clause'
    | 'rule'
    | 'sent'
    | 'why'
    | 'expected'
    | 'actual'
    | 'finding'
    | 'known'
    | 'curl'
    | 'more';
  readonly text: string;
}

const MAX_FINDINGS = 5;

/** The findings that made the verdict of `result`; the worst ones only. */
export function decidingFindings(result: CaseResult): readonly Finding[] {
  return result.findings.filter((finding) => finding.verdict === result.verdict);
}

/** The exchange to repeat: what carried the mutation, else the last one. */
export function decidingExchange(result: CaseResult): Exchange | null {
  const sends = (exchange: Exchange) => ['POST', 'PUT'].includes(exchange.request.method);
  const carried = result.mutations.length > 0 ? result.exchanges.find(sends) : undefined;
  return carried ?? result.exchanges.at(-1) ?? null;
}

/** What a mutation did, such as `request.claims.aud: "https://…" → absent`. */
export function mutationText(record: MutationRecord): string {
  const path = escapeTerminal(record.path);
  if (record.before === undefined && record.after === undefined) return `${path} (${record.id})`;
  return `${path}: ${brief(record.before)} → ${brief(record.after)}`;
}

function findingLines(finding: Finding, lead: string): readonly CaseLine[] {
  const lines: CaseLine[] = [];
  if (finding.requirement !== lead) {
    lines.push({
      label: 'finding',
      text: `${finding.requirement}  ${clause(finding.requirement)}`,
    });
  }
  if (finding.message !== '') lines.push({ label: 'why', text: escapeTerminal(finding.message) });
  lines.push({ label: 'expected', text: shorten(escapeTerminal(finding.expected), 400) });
  lines.push({ label: 'actual', text: shorten(escapeTerminal(finding.actual), 400) });
  if (finding.known !== undefined) {
    lines.push({ label: 'known', text: escapeTerminal(finding.known) });
  }
  return lines;
}

/**
 * Everything a person needs about a case that did not pass: clause, what was sent, expected and actual,
 * and with `curl` the line that repeats it. Lines are unindented and safe for a terminal.
 */
export function caseLines(result: CaseResult, curl: boolean): readonly CaseLine[] {
  const findings = decidingFindings(result);
  const lead = findings[0]?.requirement ?? result.requirements[0] ?? '';
  const lines: CaseLine[] = [];
  if (lead !== '') {
    lines.push({ label: 'clause', text: `${lead}  ${clause(lead)}` });
    if (duty(lead) !== '') lines.push({ label: 'rule', text: duty(lead) });
  }
  for (const record of result.mutations) lines.push({ label: 'sent', text: mutationText(record) });
  if (findings.length === 0 && result.reason !== null) {
    lines.push({ label: 'why', text: escapeTerminal(result.reason) });
  }
  for (const finding of findings.slice(0, MAX_FINDINGS)) lines.push(...findingLines(finding, lead));
  if (findings.length > MAX_FINDINGS) {
    lines.push({
      label: 'more',
      text: `${findings.length - MAX_FINDINGS} more findings in report.json`,
    });
  }
  const exchange = decidingExchange(result);
  if (curl && exchange !== null) {
    lines.push({ label: 'curl', text: escapeTerminal(exchange.curl) });
    if (result.exchanges.length > 1) {
      lines.push({
        label: 'more',
        text: `one of ${result.exchanges.length} exchanges; all are in report.json`,
      });
    }
  }
  return lines;
}

/** `caseLines` as one text with aligned labels, for a test runner's error message. */
export function caseText(result: CaseResult): string {
  const lines = caseLines(result, true).map(({ label, text }) => `  ${label.padEnd(9)}${text}`);
  return [`${result.caseId}: ${escapeTerminal(result.title)}`, ...lines].join('\n');
}
