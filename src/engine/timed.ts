import type { RunContext } from './context.ts';
import { endedBy, NOTHING, type Outcome } from './outcome.ts';

/** Runs one case unless the run was stopped, and notes how long it took (ms); what it throws ends the case. */
export async function timed(context: RunContext, run: () => Promise<Outcome>): Promise<Outcome> {
  const startedAt = context.clock.now();
  let outcome: Outcome;
  try {
    context.stop.check();
    outcome = await run();
  } catch (error) {
    outcome = { ...NOTHING, ended: endedBy(error) };
  }
  return { ...outcome, durationMs: context.clock.now() - startedAt };
}
