import type { JsonObject } from '../model/json.ts';
import type { Situation } from '../model/profile.ts';
import type { Jws } from './jws.ts';
import type { Proof } from './proof.ts';
import type { RegistrationInput } from './registration-input.ts';

/** One of the two tokens of a registration, and how its rules reach it. */
export interface Layer {
  readonly name: 'request' | 'ssa';
  /** What messages call it. */
  readonly noun: string;
  readonly malformed: Situation;
  readonly badSignature: Situation;
  token(input: RegistrationInput): Jws | null;
  claims(input: RegistrationInput): JsonObject;
  proof(input: RegistrationInput): Proof | Promise<Proof>;
}

export const REQUEST: Layer = {
  name: 'request',
  noun: 'registration request',
  malformed: 'request-malformed',
  badSignature: 'request-signature',
  token: ({ request }) => request,
  claims: ({ claims }) => claims,
  proof: (input) => input.requestProof(),
};

export const SSA: Layer = {
  name: 'ssa',
  noun: 'software statement',
  malformed: 'ssa-malformed',
  badSignature: 'ssa-signature',
  token: ({ ssa }) => ssa,
  claims: ({ ssaClaims }) => ssaClaims,
  proof: (input) => input.ssaProof(),
};
