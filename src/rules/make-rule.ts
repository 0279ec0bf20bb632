import type { Situation } from '../model/profile.ts';
import type { RegistrationInput } from './registration-input.ts';
import { demandedBy, type Rows, type Rule } from './rule.ts';

/** A rule that a single sentence describes: `complaint` is what is wrong where `broken` is true. */
export function makeRule(
  id: string,
  rows: Rows,
  situation: Situation,
  complaint: string,
  broken: (input: RegistrationInput) => boolean | Promise<boolean>,
): Rule<RegistrationInput> {
  const answer = (isBroken: boolean): string | null => (isBroken ? complaint : null);
  return {
    id,
    ...demandedBy(rows),
    situation,
    description: `it is not so that ${complaint}`,
    test: (input) => {
      const result = broken(input);
      return result instanceof Promise ? result.then(answer) : answer(result);
    },
  };
}
