import type { Finding } from '../model/finding.ts';
import type { CaseResult } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { decidingFindings } from './case-text.ts';

const IDS = 4;

/** The ids of the first few of `results`, and how many more there are. */
export function caseIds(results: readonly CaseResult[]): string {
  const shown = results.slice(0, IDS).map((result) => result.caseId);
  const rest = results.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** `1 case`, `3 cases`. */
export function casesText(count: number): string {
  return `${count} case${count === 1 ? '' : 's'}`;
}

/** Items with the same key together, the largest group first. */
function groups<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(key(item));
    if (group === undefined) found.set(key(item), [item]);
    else group.push(item);
  }
  return [...found.values()].sort((a, b) => b.length - a.length);
}

/** Each fail and error that counts, in plan order. */
export function failing(results: readonly CaseResult[]): readonly CaseResult[] {
  return results.filter((r) => r.waived === null && ['fail', 'error'].includes(r.verdict));
}

/** A warning that one or more cases share. */
export interface WarningGroup<F extends Finding = Finding> {
  readonly finding: F;
  readonly cases: readonly CaseResult[];
}

/** A departure that the profile knows of its product. */
export type KnownFinding = Finding & Required<Pick<Finding, 'known'>>;

function isKnown(finding: Finding): finding is KnownFinding {
  return finding.known !== undefined;
}

interface Seen<F> {
  readonly result: CaseResult;
  readonly finding: F;
}

function grouped<F extends Finding>(
  seen: readonly Seen<F>[],
  key: (finding: F) => string,
): readonly WarningGroup<F>[] {
  return groups(seen, ({ finding }) => key(finding)).flatMap((group) => {
    const cases = [...new Set(group.map(({ result }) => result))];
    return group[0] === undefined ? [] : [{ finding: group[0].finding, cases }];
  });
}

/** Warnings that count and that nobody expected, one entry per check and requirement; the most frequent first. */
export function warningGroups(results: readonly CaseResult[]): readonly WarningGroup[] {
  const seen = results.flatMap((result) =>
    result.verdict === 'warn' && result.waived === null
      ? decidingFindings(result)
          .filter((finding) => !isKnown(finding))
          .map((finding) => ({ result, finding }))
      : [],
  );
  return grouped(seen, ({ requirement, check }) => `${requirement} ${check}`);
}

/** What the profile knows of its product and the run has seen, one entry per note and requirement; the most frequent first. */
export function knownGroups(results: readonly CaseResult[]): readonly WarningGroup<KnownFinding>[] {
  const seen = results.flatMap((result) =>
    result.findings.filter(isKnown).map((finding) => ({ result, finding })),
  );
  return grouped(seen, ({ requirement, known }) => `${requirement} ${known}`);
}

/** Cases that ended for the same reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly cases: readonly CaseResult[];
}

/** The cases with `verdict` by reason; the most frequent first. */
export function reasonGroups(
  results: readonly CaseResult[],
  verdict: Verdict,
): readonly ReasonGroup[] {
  const own = results.filter((result) => result.verdict === verdict);
  return groups(own, (result) => result.reason ?? '').map((cases) => ({
    reason: cases[0]?.reason ?? 'no reason given',
    cases,
  }));
}
