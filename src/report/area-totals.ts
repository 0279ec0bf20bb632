import { AREAS, type Area } from '../model/case.ts';
import type { CaseResult } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';

/** What a result counts as: waived, whatever its verdict, or its verdict. */
export type Column = Verdict | 'waived';

const COLUMNS: readonly (readonly [Column, string])[] = [
  ['pass', 'pass'],
  ['warn', 'warn'],
  ['fail', 'fail'],
  ['inconclusive', 'inconcl.'],
  ['error', 'error'],
  ['not-applicable', 'n/a'],
];
/** Only where there is a baseline. */
const WAIVED = ['waived', 'waived'] as const;

/** What `result` counts as. */
export function columnOf({ waived, verdict }: Pick<CaseResult, 'waived' | 'verdict'>): Column {
  return waived === null ? verdict : 'waived';
}

/** The columns of a table of totals with their headings. */
export function totalsColumns(
  results: readonly CaseResult[],
): readonly (readonly [Column, string])[] {
  return results.some((result) => result.waived !== null) ? [...COLUMNS, WAIVED] : COLUMNS;
}

/** How many of `results` count as `column`. */
export function countOf(results: readonly CaseResult[], column: Column): number {
  return results.filter((result) => columnOf(result) === column).length;
}

/** The areas that have cases, with these. */
export function byArea(
  results: readonly CaseResult[],
): readonly (readonly [Area, readonly CaseResult[]])[] {
  return AREAS.map((area) => [area, results.filter((r) => r.area === area)] as const).filter(
    ([, own]) => own.length > 0,
  );
}
