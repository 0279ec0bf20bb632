import type { Severity } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { rowsIn } from '../requirements/applies.ts';
import { REQUIREMENTS, type RequirementId } from '../requirements/index.ts';
import { createWeigh, excludedBecause } from '../requirements/weigh.ts';
import { severityOf } from './severity.ts';

/** Those of `ids` that bind in `profile`. */
export function rowsOf(
  profile: Profile,
  ...ids: readonly RequirementId[]
): readonly RequirementId[] {
  return rowsIn(profile, ids).filter((id) => excludedBecause(profile, id) === null);
}

const SEVERITIES = new WeakMap<Profile, (requirement: string) => Severity>();

/** How a broken row weighs in `profile`. */
export function severityIn(profile: Profile): (requirement: string) => Severity {
  const known = SEVERITIES.get(profile);
  if (known !== undefined) return known;
  const weigh = createWeigh(profile, REQUIREMENTS);
  const severity = (requirement: string): Severity => severityOf(weigh(requirement));
  SEVERITIES.set(profile, severity);
  return severity;
}
