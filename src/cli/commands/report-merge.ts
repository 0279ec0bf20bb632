import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mergeShards } from '../../engine/merge/index.ts';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { reporterNames } from '../options/run-options.ts';
import { publishSaved } from '../run/publish.ts';
import { isFile, readReport } from '../saved-report.ts';

/** The reports that `path` stands for: a file, the report.json in a folder, or one in each of its folders. */
async function reportsAt(path: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, path), { withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  const own = join(path, 'report.json');
  if (await isFile(resolve(cwd, own))) return [own];
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name, 'report.json'))
    .sort();
  const there = await Promise.all(below.map((file) => isFile(resolve(cwd, file))));
  const found = below.filter((_, index) => there[index]);
  if (found.length > 0) return found;
  throw new UsageError(
    `there is no report.json in ${path}, nor in its folders`,
    'name the shards, or the folder that they are in',
  );
}

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
