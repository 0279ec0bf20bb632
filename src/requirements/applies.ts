import type { Profile } from '../model/profile.ts';
import { REQUIREMENTS, type RequirementId } from './index.ts';

type Lineage = Pick<Profile, 'lineage'>;

/**
 * True where the catalogue lists row `id` for `profile` or for one that it extends. Whether the profile excludes the row
 * all the same, with a reason, is another question. Throws for an id that is in no catalogue.
 */
export function isRowOf(profile: Lineage, id: string): boolean {
  const row = REQUIREMENTS[id as RequirementId];
  if (row === undefined) throw new Error(`requirement ${id} is not in the catalogue`);
  return row.profiles.some((name) => profile.lineage.includes(name));
}

/**
 * Those of `ids` that are rows of `profile`, in their order: one duty is often written down in several documents, or by
 * each version of one. A row that the profile excludes stands back behind the others; alone it stays, so that
 * whoever asks can say why it does not apply.
 */
export function rowsIn<Id extends string>(
  profile: Lineage & Pick<Profile, 'overrides'>,
  ids: readonly Id[],
): readonly Id[] {
  const rows = ids.filter((id) => isRowOf(profile, id));
  const binding = rows.filter((id) => !excludes(profile, id));
  return binding.length > 0 ? binding : rows;
}

function excludes({ overrides }: Pick<Profile, 'overrides'>, id: string): boolean {
  return overrides.some(({ requirement, excluded }) => requirement === id && excluded === true);
}
