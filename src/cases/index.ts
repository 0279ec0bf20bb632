/** Every case, by area in the order of a report. */
import { AREAS, type Case } from '../model/case.ts';
import { mutationsOf } from '../mutations/index.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import type { RequirementId } from '../requirements/index.ts';
import { casesOf } from './define-case.ts';
import { FLOW_CASES } from './flows/index.ts';
import { VALID_REGISTRATIONS } from './valid-registrations.ts';

/** One registration or update each, with at most one defect. */
export const STIMULUS_CASES = [...VALID_REGISTRATIONS, ...mutationsOf(obUk33).flatMap(casesOf)];

const UNORDERED: readonly Case<RequirementId>[] = [...STIMULUS_CASES, ...FLOW_CASES];

export const CASES: readonly Case<RequirementId>[] = AREAS.flatMap((area) =>
  UNORDERED.filter((entry) => entry.area === area),
);
