import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import { parseJsonFile } from './parse-file.ts';
import { issueText } from './saved-report.ts';

/** What makes two entries the same one. */
export function entryKey({ profile, caseId, check = '' }: BaselineEntry): string {
  return JSON.stringify([profile, caseId, check]);
}

/** The baseline in `text`. Throws a UsageError of one line that names the entry at fault. */
async function parseBaseline(file: string, text: string): Promise<Baseline> {
  const { baselineSchema } = await import('../report/baseline-schema.ts');
  const parsed = baselineSchema.safeParse(parseJsonFile(file, text));
  if (!parsed.success) {
    const what = `${file} is no baseline: ${issueText(parsed.error.issues[0])}`;
    throw new UsageError(what, 'see docs/baseline.md; `baseline update` writes one');
  }
  const seen = new Set<string>();
  for (const entry of parsed.data.entries) {
    const key = entryKey(entry);
    if (seen.has(key)) {
      const which = [entry.caseId, entry.check].filter((text) => text !== undefined).join(', ');
      throw new UsageError(`${file} has two entries for ${which}`, 'keep one of them');
    }
    seen.add(key);
  }
  return parsed.data;
}

/** The baseline in `file`; null when there is no such file. Throws a UsageError of one line when it is broken. */
export async function findBaseline(file: string, cwd: string): Promise<Baseline | null> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new UsageError(`baseline ${file} cannot be read`, message, error);
  }
  return parseBaseline(file, text);
}

/** The entries of the baseline in `file`. Throws a UsageError of one line when there is none, or it is broken. */
export async function readBaseline(file: string, cwd: string): Promise<readonly BaselineEntry[]> {
  const found = await findBaseline(file, cwd);
  if (found !== null) return found.entries;
  throw new UsageError(`baseline ${file} does not exist`, '`baseline update` writes one');
}
