import type { CaseResult, RunReport } from '../model/report.ts';
import { caseLines, decidingFindings } from './case-text.ts';
import { clause } from './clause.ts';
import { escapeTerminal, shorten } from './escape.ts';
import type { Paint } from './paint.ts';

/** So many failures are shown in full; the next ones with one line each, the rest as a number. */
const IN_FULL = 25;
const WITH_CURL = 10;
const LISTED = 100;
const IDS = 4;

function ids(results: readonly CaseResult[]): string {
  const shown = results.slice(0, IDS).map((result) => result.caseId);
  const rest = results.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function inFull(result: CaseResult, curl: boolean, paint: Paint): readonly string[] {
  const word = paint.red(paint.bold(result.verdict === 'error' ? 'ERROR' : 'FAIL'));
  const lines = caseLines(result, curl).map(
    ({ label, text }) => `      ${paint.dim(label.padEnd(9))}${text}`,
  );
  return [`${word}  ${paint.bold(result.caseId)}  ${escapeTerminal(result.title)}`, ...lines, ''];
}

/** Each fail and error that counts, with clause, mutation, expected, actual and a curl line. */
export function failures(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const bad = results.filter(
    (r) => r.waived === null && (r.verdict === 'fail' || r.verdict === 'error'),
  );
  const lines = bad.slice(0, IN_FULL).flatMap((r, index) => inFull(r, index < WITH_CURL, paint));
  for (const result of bad.slice(IN_FULL, LISTED)) {
    lines.push(
      `${paint.red(result.verdict.toUpperCase())}  ${result.caseId}  ${escapeTerminal(result.title)}`,
    );
  }
  if (bad.length > LISTED) lines.push(`and ${bad.length - LISTED} more fails`);
  if (bad.length > WITH_CURL) {
    lines.push(
      paint.dim('The curl line of every fail is in report.json, at results[].exchanges[].curl.'),
      '',
    );
  }
  return lines;
}

function groups<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(key(item));
    if (group === undefined) found.set(key(item), [item]);
    else group.push(item);
  }
  return [...found.values()].sort((a, b) => b.length - a.length);
}

/** Warnings, one entry per check and requirement, with the cases that have it. */
export function warnings(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const seen = results.flatMap((result) =>
    result.verdict === 'warn' && result.waived === null
      ? decidingFindings(result).map((finding) => ({ result, finding }))
      : [],
  );
  return groups(seen, ({ finding }) => `${finding.requirement} ${finding.check}`).flatMap(
    (group) => {
      const cases = [...new Set(group.map(({ result }) => result))];
      const { finding } = group[0] as (typeof group)[number];
      const times = cases.length === 1 ? '' : ` (${cases.length} cases)`;
      return [
        `${paint.yellow('WARN')}  ${finding.requirement}  ${escapeTerminal(finding.message)}${times}`,
        `      ${paint.dim(clause(finding.requirement))}`,
        `      expected ${shorten(escapeTerminal(finding.expected), 160)}`,
        `      actual   ${shorten(escapeTerminal(finding.actual), 160)}`,
        `      ${paint.dim(`in ${ids(cases)}`)}`,
        '',
      ];
    },
  );
}

/** What a baseline excuses, one line each. */
export function waived(results: readonly CaseResult[], paint: Paint): readonly string[] {
  return results.flatMap((result) =>
    result.waived === null
      ? []
      : [
          `${paint.yellow('WAIVED')}  ${result.verdict}  ${result.caseId}: ${shorten(escapeTerminal(result.waived), 400)}`,
        ],
  );
}

/** Entries of the baseline that no longer hold, one line each. */
export function baselineProblems(
  { baseline }: Pick<RunReport, 'baseline'>,
  paint: Paint,
): readonly string[] {
  return (baseline?.problems ?? []).map(
    ({ kind, message }) =>
      `${paint.red(`BASELINE ${kind.toUpperCase()}`)}  ${escapeTerminal(message)}`,
  );
}

/** Inconclusive cases by reason. */
export function inconclusives(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const open = results.filter((result) => result.verdict === 'inconclusive');
  return groups(open, (result) => result.reason ?? '').flatMap((group) => [
    `${paint.yellow('INCONCLUSIVE')}  ${group.length} case${group.length === 1 ? '' : 's'}: ${shorten(escapeTerminal(group[0]?.reason ?? 'no reason given'), 400)}`,
    `      ${paint.dim(ids(group))}`,
  ]);
}

/** Counts of cases that do not apply, by reason. */
export function notApplicable(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const left = results.filter((result) => result.verdict === 'not-applicable');
  return groups(left, (result) => result.reason ?? '').map((group) =>
    paint.dim(
      `N/A   ${group.length} case${group.length === 1 ? '' : 's'}: ${escapeTerminal(group[0]?.reason ?? 'no reason given')}`,
    ),
  );
}
