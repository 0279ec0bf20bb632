import type { Profile } from '../model/profile.ts';
import { REQUIREMENTS, type RequirementId } from './index.ts';

type Scope = Pick<Profile, 'lineage'>;

/**
 * True where the catalogue lists row `id` for `profile` or for one that it extends. Whether the profile excludes the row
 * all the same, with a reason, is another question. Throws for an id that is in no catalogue.
 */
export function isRowOf(profile: Scope, id: string): boolean {
  const row = REQUIREMENTS[id as RequirementId];
  if (row === undefined) throw new Error(`requirement ${id} is not in the catalogue`);
  return row.profiles.some((name) => profile.lineage.includes(name));
}

/** Those of `ids` that are rows of `profile`, in their order: one duty is often written down in several documents. */
export function rowsIn<Id extends string>(profile: Scope, ids: readonly Id[]): readonly Id[] {
  return ids.filter((id) => isRowOf(profile, id));
}
