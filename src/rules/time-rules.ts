import type { JsonObject } from '../model/json.ts';
import type { Profile, Situation } from '../model/profile.ts';
import type { Layer } from './layer.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rows, Rule } from './rule.ts';

/** Seconds by which clocks may differ (RFC 7519 4.1.4: "no more than a few minutes"). */
export const CLOCK_SKEW = 60;

/** Where an ecosystem sets no limit, a statement more than a year old is not fresh (OB Directory, SSA lifetime). */
const PRAGMATIC_AGE = 366 * 24 * 3600;

/** Ids of the clauses that a time outside its window breaks. */
export interface TimeClauses {
  readonly expired: Rows;
  readonly early: Rows;
  readonly future: Rows;
}

export const REQUEST_TIMES: TimeClauses = {
  expired: 'OBUK-exp-1',
  early: 'RFC7519-4.1.5-1',
  future: 'OBUK-iat-1',
};

export const SSA_TIMES: TimeClauses = {
  expired: ['CDRAU-SSA-2', 'OBUK-SSA-request-validation-3', 'RFC7519-4.1.4-1'],
  early: ['OBUK-SSA-request-validation-3', 'RFC7519-4.1.5-1'],
  future: 'OBUK-SSA-request-validation-3',
};

/** A numeric claim; null where it is absent or something else. */
export function numeric(claims: JsonObject, name: string): number | null {
  const value = claims[name];
  return typeof value === 'number' ? value : null;
}

/** `<layer>.time.*`: the token is within its validity window, give or take the clock skew. */
export function timeRules(
  layer: Layer,
  situation: Situation,
  clauses: TimeClauses,
): readonly Rule<RegistrationInput>[] {
  const time = (input: RegistrationInput, claim: string): number | null =>
    numeric(layer.claims(input), claim);
  const rule = (
    name: string,
    rows: Rows,
    complaint: string,
    broken: (input: RegistrationInput) => boolean,
  ): Rule<RegistrationInput> =>
    makeRule(
      `${layer.name}.time.${name}`,
      rows,
      situation,
      `the ${layer.noun} ${complaint}`,
      broken,
    );
  return [
    rule('exp', clauses.expired, 'has expired', (input) => {
      const exp = time(input, 'exp');
      return exp !== null && exp + CLOCK_SKEW <= input.now;
    }),
    rule('nbf', clauses.early, 'is not valid yet', (input) => {
      const nbf = time(input, 'nbf');
      return nbf !== null && nbf > input.now + CLOCK_SKEW;
    }),
    rule('iat', clauses.future, 'was issued in the future', (input) => {
      const iat = time(input, 'iat');
      // Milliseconds are for the rule about the value.
      return iat !== null && iat > input.now + CLOCK_SKEW && iat < input.now * 100;
    }),
  ];
}

/** `ssa.time.age`: the statement is not older than the ecosystem, or good sense, allows. */
export function ageRule(layer: Layer, profile: Profile): Rule<RegistrationInput> {
  const most = profile.ssa.lifetime ?? PRAGMATIC_AGE;
  return makeRule(
    'ssa.time.age',
    'OBUK-SSA-lifetime-1',
    'ssa-claims',
    `the ${layer.noun} is too old`,
    (input) => {
      const iat = numeric(layer.claims(input), 'iat');
      return iat !== null && iat + most + CLOCK_SKEW <= input.now;
    },
  );
}
