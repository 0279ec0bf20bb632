import { AREAS, type Case, type StimulusCase } from '../model/case.ts';
import type { Profile } from '../model/profile.ts';
import { mutationsOf } from '../mutations/index.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { isRowOf, rowsIn } from '../requirements/applies.ts';
import { REQUIREMENTS, type RequirementId } from '../requirements/index.ts';
import { casesOf } from './define-case.ts';
import { FLOW_CASES } from './flows/index.ts';
import { openFlows } from './flows/open/index.ts';
import { VALID_REGISTRATIONS } from './valid-registrations.ts';

/** One registration or update each, with at most one defect. */
export function stimulusCases(profile: Profile): readonly StimulusCase<RequirementId>[] {
  const valid = VALID_REGISTRATIONS.flatMap((entry) => inProfile(entry, profile));
  return [...valid, ...mutationsOf(profile).flatMap(casesOf)];
}

/** Every case of a profile, by area in the order of a report. */
export function casesFor(profile: Profile): readonly Case<RequirementId>[] {
  const steps = profile.request.format === 'json' ? openFlows(FLOW_CASES, profile) : FLOW_CASES;
  const flows = steps.flatMap((entry) => inProfile(entry, profile));
  const unordered = [...stimulusCases(profile), ...flows];
  const seen = companions(profile);
  const all = seen.size === 0 ? unordered : unordered.map((entry) => withCompanions(entry, seen));
  return AREAS.flatMap((area) => all.filter((entry) => entry.area === area));
}

/** The rows of a profile that are seen with others, by the id of those. */
function companions(profile: Profile): ReadonlyMap<string, readonly RequirementId[]> {
  const found = new Map<string, RequirementId[]>();
  for (const { id, seenWith = [] } of Object.values(REQUIREMENTS)) {
    if (seenWith.length === 0 || !isRowOf(profile, id)) continue;
    for (const stated of seenWith) {
      found.set(stated, [...(found.get(stated) ?? []), id as RequirementId]);
    }
  }
  return found;
}

/** The case, about the rows as well that are seen with one of its own. */
function withCompanions<C extends Case<RequirementId>>(
  entry: C,
  seen: ReadonlyMap<string, readonly RequirementId[]>,
): C {
  const own = new Set<RequirementId>(entry.requirements);
  const more = entry.requirements.flatMap((id) => seen.get(id) ?? []);
  const added = [...new Set(more)].filter((id) => !own.has(id));
  return added.length === 0 ? entry : { ...entry, requirements: [...entry.requirements, ...added] };
}

/** The case about those of its rows that apply; none where no row does. */
function inProfile<C extends Case<RequirementId>>(entry: C, profile: Profile): readonly C[] {
  const [first, ...others] = rowsIn(profile, entry.requirements);
  return first === undefined ? [] : [{ ...entry, requirements: [first, ...others] }];
}

/** The cases of the profile that is taken where none is named. */
export const CASES: readonly Case<RequirementId>[] = casesFor(obUk33);
