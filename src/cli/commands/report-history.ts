import { UsageError } from '../../model/errors.ts';
import { historyText } from '../../report/history/console.ts';
import { historyOf, type RunSummary, summaryOf } from '../../report/history/history.ts';
import { historyPage } from '../../report/history/html.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { replaceFile } from '../run/publish.ts';
import { readReport } from '../saved-report.ts';
import { reportsAt } from './reports-at.ts';

/** `report history A B …`: the runs of one target over time, in the terminal and as `history.html`. */
export async function reportHistory({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('report', flags, io);
  if (operands.length === 0) {
    throw new UsageError('report history needs reports', 'name them, or the folder they are in');
  }
  const paths = (await Promise.all(operands.map((path) => reportsAt(path, io.cwd)))).flat();
  const summaries: RunSummary[] = [];
  // One after the other: whole reports are large, and little of each is kept.
  for (const path of paths) summaries.push(summaryOf((await readReport(path, io.cwd)).report));
  const history = historyOf(summaries);
  await replaceFile(values.out, 'history.html', historyPage(history), io);
  io.stdout.write(`${historyText(history)}report: ${values.out}/history.html\n`);
  return 0;
}
