import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { isFile } from '../saved-report.ts';

/**
 * The reports that `path` stands for: a file, the report.json in a folder, or one in each of its folders. Throws a UsageError
 * where there is none.
 */
export async function reportsAt(path: string, cwd: string): Promise<readonly string[]> {
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
    'name the reports, or the folder that they are in',
  );
}
