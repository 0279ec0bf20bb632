import { AREAS, type Case, type StimulusCase } from '../model/case.ts';
import { type Profile, registersOpenly } from '../model/profile.ts';
import { mutationsOf } from '../mutations/index.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { rowsIn } from '../requirements/applies.ts';
import type { RequirementId } from '../requirements/index.ts';
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
  const steps = registersOpenly(profile) ? openFlows(FLOW_CASES) : FLOW_CASES;
  const flows = steps.flatMap((entry) => inProfile(entry, profile));
  const unordered = [...stimulusCases(profile), ...flows];
  return AREAS.flatMap((area) => unordered.filter((entry) => entry.area === area));
}

/** The case about those of its rows that apply; none where no row does. */
function inProfile<C extends Case<RequirementId>>(entry: C, profile: Profile): readonly C[] {
  const [first, ...others] = rowsIn(profile, entry.requirements);
  return first === undefined ? [] : [{ ...entry, requirements: [first, ...others] }];
}

/** The cases of the profile that is taken where none is named. */
export const CASES: readonly Case<RequirementId>[] = casesFor(obUk33);
