import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import type { ChosenProfile } from './choose-profile.ts';
import { rowsOf } from './rows.ts';
import { shownValue } from './shown-value.ts';
import type { Transaction } from './transaction.ts';

/** Says once that the documents are of another ecosystem, in place of a finding for each of their claims. */
export function foreignFindings(
  { ssa, answer }: Transaction,
  { profile, foreign, isAuto }: ChosenProfile,
  known: Readonly<Record<string, Profile>>,
): readonly Found[] {
  if (foreign === null) return [];
  const own = ssa === null;
  const claims = (ssa ?? answer?.statement)?.claims ?? {};
  const available = Object.hasOwn(known, foreign.profile);
  const subject = own ? 'The software statement in the answer' : 'The software statement';
  return [
    {
      id: 'profile.foreign',
      severity: isAuto ? 'info' : 'error',
      document: own ? 'response' : 'ssa',
      pointer: own ? '/software_statement' : '/iss',
      requirements: isAuto ? [] : rowsOf(profile, 'CDRAU-SSA-definition-1', 'RFC7591-3.2.2-10'),
      message: `${subject} is one of ${foreign.title}, not of ${profile.title}: its claims and those around it were not judged.`,
      expected: `an issuer of this ecosystem: ${profile.ssa.issuers.join(' or ')}`,
      actual: `iss ${shownValue('iss', claims.iss)}`,
      fix: available
        ? `Use --profile ${foreign.profile}.`
        : `There is no profile for ${foreign.title} in this version; form, signature and times were judged.`,
      situation: isAuto ? null : 'ssa-untrusted',
    },
  ];
}
