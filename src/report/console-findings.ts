import type { CaseResult, RunReport } from '../model/report.ts';
import { caseLines } from './case-text.ts';
import { clause } from './clause.ts';
import { escapeTerminal, shorten } from './escape.ts';
import { caseIds, casesText, failing, knownGroups, reasonGroups, warningGroups } from './groups.ts';
import type { Paint } from './paint.ts';

/** So many failures are shown in full; the next ones with one line each, the rest as a number. */
const IN_FULL = 25;
const WITH_CURL = 10;
const LISTED = 100;

function inFull(result: CaseResult, curl: boolean, paint: Paint): readonly string[] {
  const word = paint.red(paint.bold(result.verdict === 'error' ? 'ERROR' : 'FAIL'));
  const lines = caseLines(result, curl).map(
    ({ label, text }) => `      ${paint.dim(label.padEnd(9))}${text}`,
  );
  return [`${word}  ${paint.bold(result.caseId)}  ${escapeTerminal(result.title)}`, ...lines, ''];
}

/** Each fail and error that counts, with clause, mutation, expected, actual and a curl line. */
export function failures(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const bad = failing(results);
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

/** Warnings, one entry per check and requirement, with the cases that have it. */
export function warnings(results: readonly CaseResult[], paint: Paint): readonly string[] {
  return warningGroups(results).flatMap(({ finding, cases }) => {
    const times = cases.length === 1 ? '' : ` (${casesText(cases.length)})`;
    return [
      `${paint.yellow('WARN')}  ${finding.requirement}  ${escapeTerminal(finding.message)}${times}`,
      `      ${paint.dim(clause(finding.requirement))}`,
      `      expected ${shorten(escapeTerminal(finding.expected), 160)}`,
      `      actual   ${shorten(escapeTerminal(finding.actual), 160)}`,
      `      ${paint.dim(`in ${caseIds(cases)}`)}`,
      '',
    ];
  });
}

/** Departures that the profile knows of its product, with the note of the profile. */
export function knownDeviations(results: readonly CaseResult[], paint: Paint): readonly string[] {
  return knownGroups(results).flatMap(({ finding, cases }) => [
    `${paint.yellow('KNOWN')}  ${finding.requirement}  ${escapeTerminal(finding.known)} (${casesText(cases.length)})`,
    `      ${paint.dim(clause(finding.requirement))}`,
    `      expected ${shorten(escapeTerminal(finding.expected), 160)}`,
    `      actual   ${shorten(escapeTerminal(finding.actual), 160)}`,
    `      ${paint.dim(`in ${caseIds(cases)}`)}`,
    '',
  ]);
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
  return reasonGroups(results, 'inconclusive').flatMap(({ reason, cases }) => [
    `${paint.yellow('INCONCLUSIVE')}  ${casesText(cases.length)}: ${shorten(escapeTerminal(reason), 400)}`,
    `      ${paint.dim(caseIds(cases))}`,
  ]);
}

/** Counts of cases that do not apply, by reason. */
export function notApplicable(results: readonly CaseResult[], paint: Paint): readonly string[] {
  return reasonGroups(results, 'not-applicable').map(({ reason, cases }) =>
    paint.dim(`N/A   ${casesText(cases.length)}: ${escapeTerminal(reason)}`),
  );
}
