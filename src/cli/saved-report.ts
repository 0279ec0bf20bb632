import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../model/errors.ts';
import { isJsonObject } from '../model/json.ts';
import { type RunReport, SCHEMA_VERSION } from '../model/report.ts';
import { parseJsonFile } from './parse-file.ts';

/** A report.json that was read. */
export interface SavedReport {
  readonly report: RunReport;
  /** As the user would name it. */
  readonly file: string;
  /** The folder of `file`. */
  readonly folder: string;
}

const HOW = 'name a report.json or its folder; `run` writes one';

/** True where `path` is a file. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Where in a document and what, such as `results[3].verdict: Invalid option`. */
export function issueText(issue: z.core.$ZodIssue | undefined): string {
  const path = (issue?.path ?? []).map((part) =>
    typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
  );
  const where = path.join('').replace(/^\./, '');
  return [where, issue?.message ?? ''].filter((text) => text !== '').join(': ');
}

/** The file that `path` stands for: itself, or the report.json in that folder. */
export async function reportFileAt(path: string, cwd: string): Promise<string> {
  return (await isFolder(resolve(cwd, path))) ? join(path, 'report.json') : path;
}

/**
 * The report at `path`, a file or the folder of a report.json.
 * Throws a UsageError of one line when there is none, or it does not fit the published schema.
 */
export async function readReport(path: string, cwd: string): Promise<SavedReport> {
  const file = await reportFileAt(path, cwd);
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`there is no report at ${path}`, HOW, error);
    throw new UsageError(`${file} cannot be read`, message, error);
  }
  const value = parseJsonFile(file, text);
  const version = isJsonObject(value) ? value.schemaVersion : undefined;
  if (version !== undefined && version !== SCHEMA_VERSION) {
    const is = `${file} is a report of schema ${JSON.stringify(version)}`;
    throw new UsageError(is, `this version reads ${SCHEMA_VERSION}`);
  }
  const { reportSchema } = await import('../report/schema.ts');
  const checked = reportSchema.safeParse(value);
  if (!checked.success)
    throw new UsageError(`${file} is no report: ${issueText(checked.error.issues[0])}`, HOW);
  // As it stands in the file, not as the schema orders it: rendered again it gives the same bytes.
  return { report: value as RunReport, file, folder: dirname(file) };
}
