import { casesFor } from '../../cases/index.ts';
import type { Case } from '../../model/case.ts';
import type { Mutation } from '../../model/mutation.ts';
import type { Profile } from '../../model/profile.ts';
import type { Requirement } from '../../model/requirement.ts';
import { mutationsOf } from '../../mutations/index.ts';
import { REQUIREMENTS } from '../../requirements/index.ts';

/** A mutation and the cases that send it. */
export interface UsedMutation {
  readonly mutation: Mutation;
  readonly cases: readonly string[];
}

/** Every case of `profile`. */
export function casesOf(profile: Profile): readonly Case[] {
  return casesFor(profile);
}

export const requirements: readonly Requirement[] = Object.values(REQUIREMENTS);

/** Every mutation of `profile` by id, with the cases that send it. */
export function mutations(profile: Profile): ReadonlyMap<string, UsedMutation> {
  const cases = casesFor(profile);
  return new Map(
    mutationsOf(profile).map((mutation) => [
      mutation.id,
      { mutation, cases: cases.filter((each) => sends(each, mutation.id)).map(({ id }) => id) },
    ]),
  );
}

function sends(each: Case, id: string): boolean {
  return each.form === 'stimulus' && each.mutation?.id === id;
}
