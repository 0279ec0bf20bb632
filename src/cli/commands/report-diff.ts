import { UsageError } from '../../model/errors.ts';
import { compareRuns, diffExitCode } from '../../report/diff/compare.ts';
import { DIFF_REPORTERS } from '../../report/diff/index.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { didYouMean } from '../options/suggest.ts';
import { wantsColor } from '../run/color.ts';
import { replaceFile } from '../run/publish.ts';
import { readReport } from '../saved-report.ts';

const NAMES = DIFF_REPORTERS.map(({ name }) => name);

/** The forms that were asked for; a configuration file may name some that only a run has. */
function chosen(names: readonly string[], said: boolean): readonly string[] {
  if (!said) return names.filter((name) => NAMES.includes(name));
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown === undefined) return names;
  const hint = didYouMean(unknown, NAMES, `report diff has ${NAMES.join(', ')}`);
  throw new UsageError(`report diff cannot be shown as ${unknown}`, hint);
}

/** `report diff A B`: what is otherwise in run B than in run A. 1 if something regressed, 3 if that cannot be told. */
export async function reportDiff({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values, origins } = await mergeOptions('report', flags, io);
  const [before, after, ...more] = operands;
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError('report diff needs two reports', 'name the earlier and the later one');
  const names = chosen(values.reporter, origins.reporter.source === 'flag');
  const [was, is] = [await readReport(before, io.cwd), await readReport(after, io.cwd)];
  const diff = compareRuns(was.report, is.report);
  const context = { color: wantsColor(values.color, io), quiet: values.quiet };
  const forms = DIFF_REPORTERS.filter(({ name }) => names.includes(name));
  for (const { file, render } of forms) {
    if (file !== null) await replaceFile(values.out, file, render(diff, context), io);
  }
  for (const { file, render } of forms) {
    if (file === null) io.stdout.write(render(diff, context));
  }
  return diffExitCode(diff);
}
