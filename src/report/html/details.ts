import { Buffer } from 'node:buffer';
import { deflateRawSync } from 'node:zlib';
import type { ControlRecord, RunReport } from '../../model/report.ts';
import { caseDetail, controlDetail } from './case-detail.ts';
import { asset, html, type Markup } from './markup.ts';

/** So many details are packed together: opening one unpacks its chunk, a few hundred kilobytes. */
export const CHUNK = 20;

/** Read from a file, a control that cases share is another object in each. */
function keyOf({ exchange }: ControlRecord): string | null {
  return exchange === null ? null : `${exchange.startedAt} ${exchange.durationMs} ${exchange.curl}`;
}

/** One function for each detail: those of the cases in the order of the report, then their controls, each once. */
function detailsOf({ results }: Pick<RunReport, 'results'>): readonly (() => Markup)[] {
  const controls: (() => Markup)[] = [];
  const numbers = new Map<string, number>();
  for (const { control } of results) {
    const key = control === null ? null : keyOf(control);
    if (key === null || numbers.has(key) || control?.exchange == null) continue;
    const { exchange } = control;
    numbers.set(key, results.length + controls.length);
    controls.push(() => controlDetail(exchange));
  }
  const cases = results.map((result) => () => {
    const key = result.control === null ? null : keyOf(result.control);
    return caseDetail(result, key === null ? null : (numbers.get(key) ?? null));
  });
  return [...cases, ...controls];
}

/** The texts of `details` in chunks, each a JSON array: deflated, in base64. */
export function packTexts(details: readonly (() => Markup)[]): readonly string[] {
  const count = Math.ceil(details.length / CHUNK);
  return Array.from({ length: count }, (_, index) => {
    const chunk = details.slice(index * CHUNK, (index + 1) * CHUNK);
    const texts = chunk.map((detail) => detail().toString());
    return deflateRawSync(Buffer.from(JSON.stringify(texts))).toString('base64');
  });
}

/** What holds packed details in a page, for its script. */
export function packedScripts(chunks: readonly string[]): Markup {
  const scripts = chunks.map(
    (chunk) =>
      html`<script type="application/octet-stream" data-chunk="${CHUNK}">${asset(chunk)}</script>
`,
  );
  return html`${scripts}`;
}

/** The details of a report, as a page holds them. */
export function reportDetails(report: Pick<RunReport, 'results'>): Markup {
  return packedScripts(packTexts(detailsOf(report)));
}
