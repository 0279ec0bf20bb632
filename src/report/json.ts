import type { Reporter } from './reporter.ts';

/** The report itself. */
export const json: Reporter = {
  name: 'json',
  title: 'the whole report as JSON (schema 1.0)',
  file: 'report.json',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
