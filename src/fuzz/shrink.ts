import fc from 'fast-check';
import type { Payload, Recipe } from './payload.ts';

/** Requests that one finding is worth; a hang costs a whole time-out each. */
const MOST_TRIES = 40;

interface Shrunk {
  /** The smallest payload that shows the same; null where not even the first did again. */
  readonly payload: Payload | null;
  readonly tries: number;
}

/** Makes the payload of a recipe smaller as long as `reproduces`, which is asked for the whole one first. */
export async function shrink(
  { arbitrary, seed }: Recipe,
  reproduces: (payload: Payload, attempt: number) => Promise<boolean>,
): Promise<Shrunk> {
  let tries = 0;
  const smaller = fc.asyncProperty(arbitrary, async (payload) => {
    if (tries >= MOST_TRIES) return true;
    tries += 1;
    return !(await reproduces(payload, tries));
  });
  const { counterexample } = await fc.check(smaller, { seed, numRuns: 1, endOnFailure: false });
  return { payload: counterexample?.[0] ?? null, tries };
}
