import type { Fault } from './fault.ts';

type Note = Pick<Fault, 'permitted'> | Pick<Fault, 'maskedBy'>;

/** What is to be said about a rule that is switched off, beyond the requirement it cites. */
export const DERIVED_NOTES: Readonly<Record<string, Note>> = {};
