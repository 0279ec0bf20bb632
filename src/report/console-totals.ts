import type { CaseResult } from '../model/report.ts';
import { byArea, type Column, countOf, totalsColumns } from './area-totals.ts';
import type { Paint } from './paint.ts';

function colour(paint: Paint, verdict: Column): (text: string) => string {
  if (verdict === 'fail' || verdict === 'error') return paint.red;
  if (verdict === 'warn' || verdict === 'inconclusive' || verdict === 'waived') return paint.yellow;
  return verdict === 'pass' ? paint.green : paint.dim;
}

function row(
  name: string,
  results: readonly CaseResult[],
  columns: ReturnType<typeof totalsColumns>,
  paint: Paint,
): string {
  const cells = columns.map(([column, heading]) => {
    const count = countOf(results, column);
    const width = Math.max(heading.length, 5) + 2;
    const text = (count === 0 ? '-' : String(count)).padStart(width);
    return count === 0 ? paint.dim(text) : colour(paint, column)(text);
  });
  return `  ${name.padEnd(16)}${String(results.length).padStart(5)}${cells.join('')}`;
}

/** A small aligned table: one row per area that has cases, and the sum. */
export function totalsTable(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const columns = totalsColumns(results);
  const headings = columns.map(([, heading]) => heading.padStart(Math.max(heading.length, 5) + 2));
  return [
    paint.dim(`  ${'area'.padEnd(16)}cases${headings.join('')}`),
    ...byArea(results).map(([area, own]) => row(area, own, columns, paint)),
    row('all', results, columns, paint),
  ];
}
