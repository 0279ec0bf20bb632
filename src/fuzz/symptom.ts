import type { Finding } from '../model/finding.ts';
import type { Stimulus } from '../mutations/index.ts';
import { placesOf } from '../mutations/places.ts';

/** What went wrong with one payload. */
export type SymptomKind =
  /** A payload that breaks a MUST was accepted. */
  | 'accepted'
  /** The server answered with a 5xx. */
  | 'broke'
  /** No answer in time. */
  | 'hung'
  /** The connection ended without an answer, or with none that is HTTP. */
  | 'dropped'
  /** A refusal that does not look like one. */
  | 'answer'
  /** A valid payload was refused: server and harness disagree. */
  | 'disagreement';

/** What a payload does, in words. */
export const SYMPTOMS: Readonly<Record<SymptomKind, string>> = {
  accepted: 'is accepted',
  broke: 'breaks the server',
  hung: 'is left without an answer',
  dropped: 'ends the connection',
  answer: 'is refused in the wrong form',
  disagreement: 'is refused, though valid',
};

export interface Symptom {
  readonly kind: SymptomKind;
  /** Not empty; the first is what the symptom is named after. */
  readonly findings: readonly [Finding, ...Finding[]];
}

/** A claim is a matter of its own; all the rest of a token is one. */
function region(place: string): string {
  return /^(request|ssa)\.claims\./.test(place) ? place : (place.split('.')[0] ?? place);
}

/**
 * What two payloads have in common that show one fault of the server. The shape of an answer is a matter of its check; everything
 * else of what was changed, and an acceptance of the row that it breaks.
 */
export function causeOf(
  { kind, findings }: Symptom,
  mutations: readonly Pick<Stimulus, 'path'>[],
): string {
  const [{ check, requirement }] = findings;
  if (kind === 'answer') return JSON.stringify([kind, check, requirement]);
  // Where one change touches several places, the first stands for it, whatever it needs besides.
  const places = mutations.map((mutation) => placesOf(mutation).map(region).sort()[0] ?? '');
  return JSON.stringify([kind, kind === 'accepted' ? requirement : '', ...new Set(places.sort())]);
}
