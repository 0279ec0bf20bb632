import type { Case } from '../model/case.ts';
import type { Profile } from '../model/profile.ts';
import type { Requirement } from '../model/requirement.ts';
import { isRowOf } from '../requirements/applies.ts';

/** How one row of the catalogue fares: the cases that name it, or why none can, or neither. */
export interface Coverage {
  readonly requirement: Requirement;
  readonly state: 'covered' | 'unobservable' | 'open';
  /** Ids of the cases that name the row, in the order of a report. */
  readonly cases: readonly string[];
  /** True when every case that names the row is a probe: a right answer is recorded, a wrong one not judged. */
  readonly probedOnly: boolean;
}

/** How `cases` cover every row of `catalogue` that applies in `profile`, in catalogue order. */
export function coverageOf(
  profile: Profile,
  catalogue: Readonly<Record<string, Requirement>>,
  cases: readonly Case[],
): readonly Coverage[] {
  const excluded = new Set(
    profile.overrides.filter((row) => row.excluded === true).map((row) => row.requirement),
  );
  return Object.values(catalogue)
    .filter(({ id }) => isRowOf(profile, id) && !excluded.has(id))
    .map((requirement) => {
      const naming = cases.filter(({ requirements }) => requirements.includes(requirement.id));
      return {
        requirement,
        state: state(requirement, naming),
        cases: naming.map(({ id }) => id),
        probedOnly: naming.length > 0 && naming.every(({ kind }) => kind === 'probe'),
      };
    });
}

function state({ unobservable }: Requirement, naming: readonly Case[]): Coverage['state'] {
  if (naming.length > 0) return 'covered';
  return unobservable === undefined ? 'open' : 'unobservable';
}
