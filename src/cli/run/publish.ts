import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import type { RunReport } from '../../model/report.ts';
import { REPORTERS } from '../../report/index.ts';
import type { ReportContext } from '../../report/reporter.ts';
import type { Io } from '../io.ts';
import { wantsColor } from './color.ts';

/** What decides how a report is shown, and where its files go. */
export type PublishOptions = Pick<RunOptions, 'out' | 'reporters' | 'quiet' | 'color'>;

/** Replaces `name` in the folder in one step, so that a file which was there is never left half written. */
export async function replaceFile(
  folder: string,
  name: string,
  text: string,
  io: Pick<Io, 'cwd'>,
): Promise<void> {
  const path = resolve(io.cwd, folder);
  const beside = resolve(path, `${name}.${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(path, { recursive: true });
    await writeFile(beside, text);
    await rename(beside, resolve(path, name));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    const where = folder === '.' ? name : `${name} to ${folder}`;
    throw new UsageError(`cannot write ${where}`, (error as Error).message, error);
  }
}

async function render(
  report: RunReport,
  options: PublishOptions,
  io: Io,
  about: Pick<ReportContext, 'out' | 'headline'>,
): Promise<void> {
  const context: ReportContext = {
    ...about,
    color: wantsColor(options.color, io),
    quiet: options.quiet,
  };
  const chosen = REPORTERS.filter(({ name }) => options.reporters.includes(name));
  for (const reporter of chosen) {
    if (reporter.file !== null)
      await replaceFile(options.out, reporter.file, reporter.render(report, context), io);
  }
  for (const reporter of chosen) {
    if (reporter.file === null) io.stdout.write(reporter.render(report, context));
  }
}

/**
 * Writes what the chosen reporters make of the report of a run: files under the output folder, the summary to the
 * terminal. report.json is not written here: the session keeps it from the first case on.
 */
export async function publish(report: RunReport, options: PublishOptions, io: Io): Promise<void> {
  const reporters = options.reporters.filter((name) => name !== 'json');
  await render(report, { ...options, reporters }, io, { out: options.out, headline: false });
}

/** The same for a report that was saved in the folder `savedIn`, or will be by the json reporter. */
export async function publishSaved(
  report: RunReport,
  savedIn: string,
  options: PublishOptions,
  io: Io,
): Promise<void> {
  const out = options.reporters.includes('json') ? options.out : savedIn;
  await render(report, options, io, { out, headline: true });
}
