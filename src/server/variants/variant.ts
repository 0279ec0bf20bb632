import type { Profile } from '../../model/profile.ts';
import type { Hooks } from '../faults/fault.ts';

/** Something that the specifications allow and a careless test trips over. */
export interface Variant extends Hooks {
  /** `harmless/slug`. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'harmless';
  /** Where it is allowed. */
  readonly clause: string;
  /** True for a profile that allows it; every profile does where this is left out. */
  readonly where?: (profile: Profile) => boolean;
}

/** A variant out of its parts; `slug` without the prefix. */
export function variant(
  slug: string,
  title: string,
  clause: string,
  hooks: Hooks & Pick<Variant, 'where'>,
): Variant {
  return { id: `harmless/${slug}`, title, kind: 'harmless', clause, ...hooks };
}
