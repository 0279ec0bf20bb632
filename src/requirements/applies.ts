import type { Profile } from '../model/profile.ts';
import { counterpartsOf } from './counterparts.ts';
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
 * Those of `ids` that are rows of `profile`, in their order, and its own where it has a counterpart of one instead: a duty is
 * often written down in several documents, by each version of one, or by each ecosystem. A row that the profile excludes
 * stands back behind the others; alone it stays, so that whoever asks can say why it does not apply.
 */
export function rowsIn<Id extends string>(
  profile: Lineage & Pick<Profile, 'overrides'>,
  ids: readonly Id[],
): readonly Id[] {
  const own = (id: Id) =>
    isRowOf(profile, id)
      ? [id]
      : counterpartsOf(id).filter((other): other is Id => isRowOf(profile, other));
  const rows = [...new Set(ids.flatMap(own))];
  const binding = rows.filter((id) => !excludes(profile, id));
  return binding.length > 0 ? binding : rows;
}

/** The row of `profile` that says what `id` says; `id` itself where there is none. */
export function rowFor(profile: Lineage & Pick<Profile, 'overrides'>, id: string): string {
  return rowsIn(profile, [id])[0] ?? id;
}

function excludes({ overrides }: Pick<Profile, 'overrides'>, id: string): boolean {
  return overrides.some(({ requirement, excluded }) => requirement === id && excluded === true);
}
