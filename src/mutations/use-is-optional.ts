import type { RequirementId } from '../requirements/index.ts';
import { warned } from './stimulus.ts';

/** What taking a key that its set marks as being for something else breaks. */
export const OTHER_USE: readonly RequirementId[] = ['RFC8725-3.1-1', 'FAPI1A-8.11-1'];

/** The weight of taking a key whose `use` is not `sig`: no clause obliges a verifier to look at it. */
export const USE_IS_OPTIONAL = warned(
  'RFC 7517 4.2 makes use optional, and the UK rules ask for a key of the key set only.',
);
