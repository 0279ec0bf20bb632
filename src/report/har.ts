import type { Exchange } from '../model/exchange.ts';
import { writeJson } from '../model/json.ts';
import type { RunReport } from '../model/report.ts';
import { entry } from './har-entry.ts';
import { headline } from './headline.ts';
import type { Reporter } from './reporter.ts';

interface Page {
  readonly id: string;
  readonly title: string;
  readonly exchanges: readonly Exchange[];
}

/** The exchanges of each case, and each control once, whoever shares it. */
function pagesOf({ results, shard }: RunReport): readonly Page[] {
  const cases = results.map(({ caseId, verdict, title, exchanges }) => ({
    id: caseId,
    title: `${verdict} ${caseId}: ${title}`,
    exchanges,
  }));
  // Read from a file, a control that cases share is another object in each.
  const key = ({ startedAt, durationMs, curl }: Exchange) => `${startedAt} ${durationMs} ${curl}`;
  const seen = new Set(cases.flatMap(({ exchanges }) => exchanges.map(key)));
  const controls = new Map<string, Exchange[]>();
  for (const control of [...results.map((result) => result.control), ...(shard?.controls ?? [])]) {
    if (control === null || control.exchange === null || seen.has(key(control.exchange))) continue;
    seen.add(key(control.exchange));
    const id = `control ${control.caseId}`;
    controls.set(id, [...(controls.get(id) ?? []), control.exchange]);
  }
  const shared = [...controls].map(([id, exchanges]) => ({ id, title: id, exchanges }));
  return [...cases, ...shared].filter(({ exchanges }) => exchanges.length > 0);
}

function byTime(a: { startedDateTime: string }, b: { startedDateTime: string }): number {
  return a.startedDateTime < b.startedDateTime ? -1 : a.startedDateTime > b.startedDateTime ? 1 : 0;
}

function lines(values: readonly object[]): string {
  return values.map((value) => writeJson(value)).join(',\n');
}

function render(report: RunReport): string {
  const all = pagesOf(report);
  const entries = all.flatMap(({ id, exchanges }) => exchanges.map((one) => entry(one, id)));
  const pages = all.map(({ id, title, exchanges }) => ({
    startedDateTime: exchanges[0]?.startedAt ?? report.startedAt,
    id,
    title,
    pageTimings: {},
  }));
  const { name, version } = report.tool;
  const head = writeJson({
    version: '1.2',
    creator: { name, version },
    comment: headline(report),
  });
  // One page, one entry a line.
  return `{"log":${head.slice(0, -1)},"pages":[\n${lines(pages.sort(byTime))}\n],"entries":[\n${lines(entries.sort(byTime))}\n]}}\n`;
}

/** Every recorded exchange, for the network view of a browser; credentials were taken out when it was recorded. */
export const har: Reporter = {
  name: 'har',
  title: 'the recorded exchanges (HAR 1.2)',
  file: 'run.har',
  render,
};
