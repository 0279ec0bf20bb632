import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunOptions } from '../../model/options.ts';
import type { RunReport } from '../../model/report.ts';
import { REPORTERS } from '../../report/index.ts';
import type { ReportContext } from '../../report/reporter.ts';
import type { Io } from '../io.ts';
import { wantsColor } from './color.ts';

/**
 * Writes what the chosen reporters make of `report`: files under the output folder, the summary to the terminal.
 * report.json is not written here: the session keeps it from the first case on.
 */
export async function publish(report: RunReport, options: RunOptions, io: Io): Promise<void> {
  const context: ReportContext = {
    color: wantsColor(options.color, io),
    out: options.out,
    quiet: options.quiet,
    headline: false,
  };
  const chosen = REPORTERS.filter(
    ({ name }) => name !== 'json' && options.reporters.includes(name),
  );
  const folder = resolve(io.cwd, options.out);
  for (const reporter of chosen.filter(({ file }) => file !== null)) {
    await mkdir(folder, { recursive: true });
    await writeFile(resolve(folder, reporter.file ?? ''), reporter.render(report, context));
  }
  for (const reporter of chosen.filter(({ file }) => file === null)) {
    io.stdout.write(reporter.render(report, { ...context, color: context.color }));
  }
}
