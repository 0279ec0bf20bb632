/** What has a fixed name and is not in this version. */
import { UsageError } from '../../model/errors.ts';

/** `what` exists by name only. */
export function notYet(what: string, instead: string): UsageError {
  return new UsageError(`${what} is not available in this version`, instead);
}
