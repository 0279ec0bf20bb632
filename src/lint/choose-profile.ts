import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { type Ecosystem, ecosystemOf, ecosystemOfProfile } from './ecosystem.ts';
import type { Transaction } from './transaction.ts';

export interface ChosenProfile {
  readonly profile: Profile;
  /** What speaks for it, as a part of a sentence. */
  readonly because: string;
  /** The ecosystem of the documents, where that is another than the profile's. */
  readonly foreign: Ecosystem | null;
  readonly isAuto: boolean;
}

const FALLBACK = 'ob-uk-3.3';

function statementOf({ ssa, givenSsa, answer }: Transaction): JsonObject | null {
  return (ssa ?? givenSsa ?? answer?.statement ?? null)?.claims ?? null;
}

function isPlain({ request, answer }: Transaction): boolean {
  if (request !== null) return request.form === 'json';
  return answer?.record != null && Object.hasOwn(answer.record, 'registration_client_uri');
}

/**
 * The profile that judges: `said`, or the one that the documents look like. A statement that says who issued it counts
 * most; without any the form of the request does.
 */
export function chooseProfile(
  transaction: Transaction,
  said: Profile | 'auto',
  known: Readonly<Record<string, Profile>>,
): ChosenProfile {
  const claims = statementOf(transaction);
  const ecosystem = claims === null ? null : ecosystemOf(claims);
  if (said !== 'auto') {
    const own = ecosystemOfProfile(said);
    const foreign =
      own !== null && ecosystem !== null && own.id !== ecosystem.id ? ecosystem : null;
    return { profile: said, because: 'as asked', foreign, isAuto: false };
  }
  const fallback = known[FALLBACK] ?? Object.values(known)[0];
  if (fallback === undefined) throw new Error('lint needs at least one profile');
  const auto = (profile: Profile, because: string, foreign: Ecosystem | null = null) => ({
    profile,
    because,
    foreign,
    isAuto: true,
  });
  if (ecosystem !== null) {
    const found = known[ecosystem.profile];
    const because = `the software statement is one of ${ecosystem.title}`;
    return found === undefined
      ? auto(fallback, 'no profile fits', ecosystem)
      : auto(found, because);
  }
  const plain = isPlain(transaction) ? known.rfc7591 : undefined;
  if (plain !== undefined) return auto(plain, 'the metadata are plain JSON');
  return auto(fallback, 'nothing in the documents says otherwise');
}
