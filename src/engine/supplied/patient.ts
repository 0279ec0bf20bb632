import { UsageError } from '../../model/errors.ts';
import { CaseEnd } from '../case-end.ts';
import type { Statement } from './statement.ts';

/** A command that has failed so often in a row is not run again: each time it may take half a minute. */
const FAILURES = 3;

/**
 * Asks for another SSA in the middle of a run. What the user's command does wrong is no error of ours: cases that need
 * the SSA end with a {@link CaseEnd}, and after three failures in a row nobody asks any more.
 */
export function patient(ask: () => Promise<Statement>): () => Promise<Statement> {
  let failures = 0;
  let last = '';
  return async () => {
    if (failures >= FAILURES) {
      throw new CaseEnd('inconclusive', `no SSA is left: ${last} (${FAILURES} times in a row)`);
    }
    try {
      const statement = await ask();
      failures = 0;
      return statement;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures += 1;
      last = error.message;
      throw new CaseEnd('inconclusive', `no SSA is left: ${last}`);
    }
  };
}
