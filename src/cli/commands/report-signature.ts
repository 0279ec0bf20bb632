import { basename } from 'node:path';
import { UsageError } from '../../model/errors.ts';

/** The one report that a part of `report` is about; that of `out` where none is named. Throws a UsageError for several. */
export function oneReport(part: string, operands: readonly string[], out: string): string {
  const [path = out, ...more] = operands;
  if (more.length === 0) return path;
  throw new UsageError(`report ${part} takes one report`, 'name a report.json or its folder');
}

/** The file beside a report that holds its signature. */
export function signatureName(file: string): string {
  return `${basename(file)}.jws`;
}
