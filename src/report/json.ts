import { writeJson } from '../model/json.ts';
import type { RunReport } from '../model/report.ts';
import type { Reporter } from './reporter.ts';

/** One row a line; a result's control, which it shares with others, comes last. */
function rows(values: readonly object[]): string {
  return values.length === 0
    ? '[]'
    : `[\n${values.map((value) => writeJson(value)).join(',\n')}\n]`;
}

function member(report: RunReport, name: keyof RunReport): string {
  if (name === 'requirements') return rows(report.requirements);
  if (name === 'results')
    return rows(report.results.map(({ control, ...own }) => ({ ...own, control })));
  return writeJson(report[name]);
}

/** The text of a report as a run saves it: one member a line, one result a line. Members that are undefined are left out. */
export function reportText(report: RunReport): string {
  const names = (Object.keys(report) as (keyof RunReport)[]).filter(
    (name) => report[name] !== undefined,
  );
  const members = names.map((name) => `${writeJson(name)}:${member(report, name)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

/** The report itself. */
export const json: Reporter = {
  name: 'json',
  title: 'the whole report as JSON (schema 1.0)',
  file: 'report.json',
  render: reportText,
};
