import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { reporterNames } from '../options/run-options.ts';
import { didYouMean } from '../options/suggest.ts';
import { OPTIONS } from '../options/table.ts';
import { publishSaved } from '../run/publish.ts';
import { readReport } from '../saved-report.ts';

type Part = (line: CommandLine, io: Io) => Promise<number>;

/** What may stand behind `report` instead of a report; each is loaded when it is called. */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  diff: async () => (await import('./report-diff.ts')).reportDiff,
  history: async () => (await import('./report-history.ts')).reportHistory,
  merge: async () => (await import('./report-merge.ts')).reportMerge,
  sign: async () => (await import('./report-sign.ts')).reportSign,
  verify: async () => (await import('./report-verify.ts')).reportVerify,
};

/** `report [FILE|DIR]`: renders a saved run with the chosen reporters, beside it unless `--out` says otherwise. */
async function render({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values, origins } = await mergeOptions('report', flags, io);
  const elsewhere = origins.out.source === 'flag';
  const [path = elsewhere ? OPTIONS.out.fallback : values.out, ...more] = operands;
  if (more.length > 0) {
    const names = Object.keys(PARTS);
    const hint = didYouMean(path, names, `report takes one, or: ${names.join(', ')}`);
    throw new UsageError('too many reports', hint);
  }
  const reporters = reporterNames(
    origins.reporter.source === 'default' ? ['console'] : values.reporter,
  );
  const { report, folder } = await readReport(path, io.cwd);
  const out = elsewhere ? values.out : folder;
  const { quiet, color } = values;
  await publishSaved(report, folder, { out, reporters, quiet, color }, io);
  return 0;
}

/** `report`, and its parts. */
export async function report(line: CommandLine, io: Io): Promise<number> {
  const [first = '', ...operands] = line.operands;
  const part = Object.hasOwn(PARTS, first) ? PARTS[first] : undefined;
  return part === undefined ? render(line, io) : (await part())({ ...line, operands }, io);
}
