import type { Finding, Weigh } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import type { Broken, Requirement } from '../model/requirement.ts';
import type { Verdict } from '../model/verdict.ts';
import { isRowOf, rowFor } from './applies.ts';
import { asKnown } from './known-deviations.ts';

const VERDICT: Readonly<Record<Broken, Verdict>> = { fail: 'fail', warn: 'warn', info: 'pass' };

export type Catalogue = Readonly<Record<string, Requirement>>;

/**
 * The verdict of a violation: the catalogue's, unless the profile overrides it.
 * Throws for an id that is in no catalogue: a check that names it is broken.
 */
export function createWeigh(profile: Profile, catalogue: Catalogue): Weigh {
  const overrides = new Map(profile.overrides.map((row) => [row.requirement, row]));
  return (named) => {
    if (catalogue[named] === undefined) {
      throw new Error(`requirement ${named} is not in the catalogue`);
    }
    const id = rowFor(profile, named);
    const requirement = catalogue[id];
    if (requirement === undefined) throw new Error(`requirement ${id} is not in the catalogue`);
    const override = overrides.get(id);
    if (override?.excluded === true) return 'pass';
    return VERDICT[override?.whenBroken ?? requirement.whenBroken];
  };
}

/** Why requirement `id` does not apply in `profile`; null where it does. */
export function excludedBecause(profile: Profile, id: string): string | null {
  const row = profile.overrides.find((entry) => entry.requirement === id);
  return row?.excluded === true ? row.reason : null;
}

/**
 * Findings, each about the profile's own row, without those about rows that are none of the profile's, or that it
 * excludes; what the profile knows of its product has the note.
 */
export function applicable(findings: readonly Finding[], profile: Profile): Finding[] {
  return findings
    .map((finding) => ({ ...finding, requirement: rowFor(profile, finding.requirement) }))
    .filter(
      ({ requirement }) =>
        isRowOf(profile, requirement) && excludedBecause(profile, requirement) === null,
    )
    .map((finding) => asKnown(finding, profile));
}
