import { readJsonObject } from './json-text.ts';
import type { Jws } from './jws.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rule } from './rule.ts';

/** A request in plain JSON (RFC 7591 3.1) as the rules see one: a payload that nobody signs. */
export function jsonRequest(bytes: Uint8Array): Jws {
  return {
    compact: '',
    parts: 1,
    canonical: true,
    header: { value: {}, flaws: new Set() },
    payload: readJsonObject(bytes),
    signature: new Uint8Array(),
    signingInputs: [],
  };
}

const FLAWS = ['not-object', 'trailing', 'encoding', 'deep'] as const;

/** The body is one JSON object. A repeated name counts as its last: RFC 8259 4 leaves that open. */
export const jsonBodyRule: Rule<RegistrationInput> = makeRule(
  'request.body.object',
  'RFC7591-3.1-1',
  'request-malformed',
  'the body is not one JSON object',
  ({ request: { payload } }) => FLAWS.some((flaw) => payload.flaws.has(flaw)),
);
