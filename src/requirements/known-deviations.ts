import type { Finding } from '../model/finding.ts';
import type { KnownDeviation, Profile } from '../model/profile.ts';

function explains({ requirement, checks, seen }: KnownDeviation, finding: Finding): boolean {
  return (
    finding.requirement === requirement &&
    (checks?.includes(finding.check) ?? true) &&
    (seen === undefined || new RegExp(seen).test(`${finding.expected}\n${finding.actual}`))
  );
}

/**
 * `finding` as the profile knows it: a departure that the product is known for is a warning with the note of the profile. It
 * never weighs more than it did, and what conforms stays as it is.
 */
export function asKnown(
  finding: Finding,
  { deviations = [] }: Pick<Profile, 'deviations'>,
): Finding {
  if (finding.verdict !== 'fail' && finding.verdict !== 'warn') return finding;
  const found = deviations.find((deviation) => explains(deviation, finding));
  return found === undefined ? finding : { ...finding, verdict: 'warn', known: found.note };
}
