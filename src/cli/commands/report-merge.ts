import { resolve } from 'node:path';
import { mergeShards } from '../../engine/merge/index.ts';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { reporterNames } from '../options/run-options.ts';
import { publishSaved } from '../run/publish.ts';
import { readReport } from '../saved-report.ts';
import { reportsAt } from './reports-at.ts';

/** `report merge A B …`: one report of the shards of a run. The exit code is that of the whole run. */
export async function reportMerge({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('report', flags, io);
  const { out, quiet, color } = values;
  if (operands.length === 0)
    throw new UsageError(
      'report merge needs reports',
      'name the shards, or the folder they are in',
    );
  const reporters = [...new Set([...reporterNames(values.reporter), 'json'])];
  const paths = (await Promise.all(operands.map((path) => reportsAt(path, io.cwd)))).flat();
  const target = resolve(io.cwd, out, 'report.json');
  const over = paths.find((path) => resolve(io.cwd, path) === target);
  if (over !== undefined)
    throw new UsageError(`the merged report would be written over ${over}`, 'choose another --out');
  const shards = await Promise.all(paths.map((path) => readReport(path, io.cwd)));
  const merged = mergeShards(shards.map(({ file, report }) => ({ name: file, report })));
  await publishSaved(merged, out, { out, reporters, quiet, color }, io);
  return merged.exitCode;
}
