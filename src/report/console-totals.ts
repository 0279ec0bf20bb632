import { AREAS } from '../model/case.ts';
import type { CaseResult } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Paint } from './paint.ts';

const COLUMNS: readonly (readonly [Verdict, string])[] = [
  ['pass', 'pass'],
  ['warn', 'warn'],
  ['fail', 'fail'],
  ['inconclusive', 'inconcl.'],
  ['error', 'error'],
  ['not-applicable', 'n/a'],
];

function colour(paint: Paint, verdict: Verdict): (text: string) => string {
  if (verdict === 'fail' || verdict === 'error') return paint.red;
  if (verdict === 'warn' || verdict === 'inconclusive') return paint.yellow;
  return verdict === 'pass' ? paint.green : paint.dim;
}

function row(name: string, results: readonly CaseResult[], paint: Paint): string {
  const cells = COLUMNS.map(([verdict, heading]) => {
    const count = results.filter((result) => result.verdict === verdict).length;
    const width = Math.max(heading.length, 5) + 2;
    const text = (count === 0 ? '-' : String(count)).padStart(width);
    return count === 0 ? paint.dim(text) : colour(paint, verdict)(text);
  });
  return `  ${name.padEnd(16)}${String(results.length).padStart(5)}${cells.join('')}`;
}

/** A small aligned table: one row per area that has cases, and the sum. */
export function totalsTable(results: readonly CaseResult[], paint: Paint): readonly string[] {
  const headings = COLUMNS.map(([, heading]) => heading.padStart(Math.max(heading.length, 5) + 2));
  const areas = AREAS.map((area) => [area, results.filter((r) => r.area === area)] as const);
  return [
    paint.dim(`  ${'area'.padEnd(16)}cases${headings.join('')}`),
    ...areas.filter(([, own]) => own.length > 0).map(([area, own]) => row(area, own, paint)),
    row('all', results, paint),
  ];
}
