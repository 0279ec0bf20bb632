import { warned } from './stimulus.ts';

/** The weight of taking a key whose `use` is not `sig`: no clause obliges a verifier to look at it. */
export const USE_IS_OPTIONAL = warned(
  'RFC 7517 4.2 makes use optional, and the UK rules ask for a key of the key set only.',
);
