import { runSecrets } from '../engine/run-secrets.ts';
import type { RunOptions } from '../model/options.ts';
import { LEAST_UNIQUE } from '../wire/secrets.ts';
import type { Row } from './row.ts';

/** A shorter one would be found in words that have nothing to do with it. */
const LEAST = 4;

/**
 * `rows` without secrets, wherever a target may have repeated them. `clean` finds the long ones; those of four to seven
 * letters that the user gave are looked for here, because there is little text in which they may stand by chance.
 */
export function masked(
  rows: readonly Row[],
  options: RunOptions,
  clean: (text: string) => string,
): Row[] {
  const short = runSecrets(options)
    .map(({ value }) => value)
    .filter(({ length }) => length >= LEAST && length < LEAST_UNIQUE);
  const mask = (text: string) =>
    short.reduce((left, secret) => left.replaceAll(secret, '***'), clean(text));
  return rows.map((row) => ({
    ...row,
    subject: mask(row.subject),
    found: mask(row.found),
    fix: row.fix === null ? null : mask(row.fix),
    details: row.details.map(mask),
  }));
}
