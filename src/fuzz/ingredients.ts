import type { Capability } from '../model/case.ts';
import type { Weigh } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import { mutationsOf, type Stimulus } from '../mutations/index.ts';

/** What random payloads are made of, by what a refusal or an acceptance of them would mean. */
export interface Ingredients {
  /** Legal changes: a draft with them is as valid as without. */
  readonly legal: readonly Stimulus[];
  /** A server that accepts one of them breaks a MUST. */
  readonly defects: readonly Stimulus[];
  /** Any orderly answer is right. */
  readonly probes: readonly Stimulus[];
  /** All of them by id. */
  readonly byId: ReadonlyMap<string, Stimulus>;
}

/** True where accepting it is a fail, whatever else the answer shows. */
export function breaksAMust({ outcome, breaks, whenAccepted }: Stimulus, weigh: Weigh): boolean {
  const [first] = breaks;
  if (outcome !== 'refused' || first === undefined) return false;
  return weigh(first) === 'fail' && (whenAccepted?.verdict ?? 'fail') === 'fail';
}

/** The mutations of `profile` that a target with `capabilities` can be sent, spare ones included. */
export function ingredientsOf(
  profile: Profile,
  capabilities: ReadonlySet<Capability>,
  weigh: Weigh,
): Ingredients {
  const usable = mutationsOf(profile).filter(({ needs }) =>
    needs.every((name) => capabilities.has(name)),
  );
  const legal = usable.filter(({ outcome, optional }) => outcome === 'accepted' && !optional);
  const defects = usable.filter((mutation) => breaksAMust(mutation, weigh));
  const known = new Set([...legal, ...defects]);
  return {
    legal,
    defects,
    probes: usable.filter((mutation) => !known.has(mutation)),
    byId: new Map(usable.map((mutation) => [mutation.id, mutation])),
  };
}
