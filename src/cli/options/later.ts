/** Options with a fixed name that this version does not have, and what to do meanwhile. */
import { UsageError } from '../../model/errors.ts';

export const LATER_OPTIONS: Readonly<Record<string, string>> = {
  fuzz: 'only the planned cases run',
};

/** `what` exists by name only. */
export function notYet(what: string, instead: string): UsageError {
  return new UsageError(`${what} is not available in this version`, instead);
}
