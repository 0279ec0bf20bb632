import type { RunReport } from '../model/report.ts';
import { htmlReporter } from '../report/html/index.ts';
import { median } from './pool.ts';

const RESULTS = 5_000;
const ROUNDS = 3;

export interface HtmlFigures {
  readonly htmlResults: number;
  readonly htmlRenderSeconds: number;
  readonly htmlMegabytes: number;
}

/** The page of a report with 5,000 results: those of `report`, again and again. */
export function benchHtml(report: RunReport): HtmlFigures {
  const results = Array.from({ length: RESULTS }, (_, index) => {
    const result = report.results[index % report.results.length];
    if (result === undefined) throw new Error('the bench has run nothing');
    return { ...result, caseId: `${result.caseId}-${index}` };
  });
  const large = { ...report, results };
  const context = { color: false, out: 'reports', quiet: false, headline: true };
  let length = 0;
  const seconds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    length = htmlReporter.render(large, context).length;
    return (performance.now() - started) / 1000;
  });
  return {
    htmlResults: RESULTS,
    htmlRenderSeconds: median(seconds),
    htmlMegabytes: length / 1e6,
  };
}
