import { AREAS } from '../model/case.ts';
import type { CaseResult } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Paint } from './paint.ts';

type Column = Verdict | 'waived';

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

/** What a result counts as: waived, whatever its verdict, or its verdict. */
function columnOf({ waived, verdict }: CaseResult): Column {
  return waived === null ? verdict : 'waived';
}

function colour(paint: Paint, verdict: Column): (text: string) => string {
  if (verdict === 'fail' || verdict === 'error') return paint.red;
  if (verdict === 'warn' || verdict === 'inconclusive' || verdict === 'waived') return paint.yellow;
  return verdict === 'pass' ? paint.green : paint.dim;
}

function row(
  name: string,
  results: readonly CaseResult[],
  columns: typeof COLUMNS,
  paint: Paint,
): string {
  const cells = columns.map(([column, heading]) => {
    const count = results.filter((result) => columnOf(result) === column).length;
    const width = Math.max(heading.length, 5) + 2;
    const text = (count === 0 ? '-' : String(count)).padStart(width);
    return count === 0 ? paint.dim(text) : colour(paint, column)(text);
  });
  return `  ${name.padEnd(16)}${String(results.length).padStart(5)}${cells.join('')}`;
}

/** A small aligned table: one row per area that has cases, and the sum. */
export function totalsTable(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const waived = results.some((result) => result.waived !== null);
  const columns = waived ? [...COLUMNS, WAIVED] : COLUMNS;
  const headings = columns.map(([, heading]) => heading.padStart(Math.max(heading.length, 5) + 2));
  const areas = AREAS.map((area) => [area, results.filter((r) => r.area === area)] as const);
  return [
    paint.dim(`  ${'area'.padEnd(16)}cases${headings.join('')}`),
    ...areas
      .filter(([, own]) => own.length > 0)
      .map(([area, own]) => row(area, own, columns, paint)),
    row('all', results, columns, paint),
  ];
}
