import type { Hooks } from '../faults/fault.ts';

/** Something that the specifications allow and a careless test trips over. */
export interface Variant extends Hooks {
  /** `harmless/slug`. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'harmless';
  /** Where it is allowed. */
  readonly clause: string;
}

/** A variant out of its parts; `slug` without the prefix. */
export function variant(slug: string, title: string, clause: string, hooks: Hooks): Variant {
  return { id: `harmless/${slug}`, title, kind: 'harmless', clause, ...hooks };
}
