import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { isRowOf } from '../requirements/applies.ts';
import { headerText, type Jws } from '../rules/jws.ts';
import { modulusBits, type Proof } from '../rules/proof.ts';
import type { Rule } from '../rules/rule.ts';
import { CLOCK_SKEW, numeric } from '../rules/time-rules.ts';
import type { Client } from './client-store.ts';

/** A client assertion (RFC 7523 3) and what it is compared with. */
export interface AssertionInput {
  readonly jws: Jws;
  readonly claims: JsonObject;
  readonly client: Client;
  /** The client_id parameter; null when it was not sent. */
  readonly clientIdParameter: string | null;
  readonly audiences: readonly string[];
  /** Seconds since the epoch. */
  readonly now: number;
  proof(): Promise<Proof>;
  jtiUsed(jti: string): boolean;
}

/** A client assertion is made when it is needed: one that is valid for hours was made to be kept. */
const MOST_LIFETIME = 3600;

type AssertionRule = Rule<AssertionInput>;

function rule(
  name: string,
  requirement: string,
  complaint: string,
  broken: (input: AssertionInput) => boolean | Promise<boolean>,
): AssertionRule {
  const answer = (isBroken: boolean): string | null =>
    isBroken ? `the client assertion ${complaint}` : null;
  return {
    id: `assertion.${name}`,
    requirement,
    situation: 'client-assertion',
    description: `the client assertion is not one that ${complaint}`,
    test: (input) => {
      const result = broken(input);
      return result instanceof Promise ? result.then(answer) : answer(result);
    },
  };
}

const alg = ({ jws }: AssertionInput): string => headerText(jws, 'alg') ?? '';
const isNone = (input: AssertionInput): boolean => alg(input).toLowerCase() === 'none';
/** A secret is the key of nothing but client_secret_jwt. */
const isMac = (input: AssertionInput): boolean =>
  input.client.metadata.token_endpoint_auth_method === 'client_secret_jwt' &&
  alg(input).startsWith('HS');
const isUnsecured = (input: AssertionInput): boolean =>
  isNone(input) && input.jws.signature.length === 0;

function keySizeRule(profile: Profile): readonly AssertionRule[] {
  const requirement = 'RFC7518-3.3-1';
  if (!isRowOf(profile, requirement)) return [];
  const complaint = 'is signed with a key that is too short';
  return [
    rule('key-size', requirement, complaint, async (input) => {
      const match = isUnsecured(input) ? null : (await input.proof()).match;
      return match?.jwk.kty === 'RSA' && modulusBits(match.jwk) < profile.rsaMinimumBits;
    }),
  ];
}

/** `assertion.*`: form, algorithm and signature first, then the claims. */
export function assertionRules(profile: Profile): readonly AssertionRule[] {
  const { algorithms } = profile.request;
  return [
    rule(
      'form',
      'RFC7523-3-3',
      'is not a well-formed JWT',
      ({ jws }) =>
        jws.parts !== 3 ||
        !jws.canonical ||
        jws.header.flaws.size > 0 ||
        jws.payload.flaws.size > 0,
    ),
    rule(
      'crit',
      'RFC7515-4.1.11-1',
      'has critical extensions',
      ({ jws }) => 'crit' in jws.header.value,
    ),
    rule('alg-none', 'FAPI1A-8.6-3', 'is not signed', isNone),
    rule(
      'alg',
      'FAPI1A-8.6-1',
      'is signed with an algorithm that is not allowed',
      (input) => !isNone(input) && !algorithms.includes(alg(input)) && !isMac(input),
    ),
    rule(
      'alg-registered',
      'RFC8725-3.1-1',
      'is signed with another algorithm than the registered one',
      (input) => {
        const registered = input.client.metadata.token_endpoint_auth_signing_alg;
        const comparable = typeof registered === 'string' && algorithms.includes(alg(input));
        return comparable && registered !== alg(input);
      },
    ),
    rule('signature', 'RFC7523-3-3', 'is not signed by a key of the client', async (input) =>
      isUnsecured(input) ? false : (await input.proof()).match === null,
    ),
    rule('key', 'RFC8725-3.1-1', 'is signed by a key that is not for signing', async (input) => {
      const match = isUnsecured(input) ? null : (await input.proof()).match;
      const use = match?.jwk.use;
      return match !== null && (!match.kidMatches || (use !== undefined && use !== 'sig'));
    }),
    ...keySizeRule(profile),
    rule('signature-form', 'RFC7518-3.4-1', 'has a signature of the wrong form', async (input) => {
      const match = isUnsecured(input) ? null : (await input.proof()).match;
      const wrongSalt = match !== null && match.saltLength !== null && match.saltLength !== 32;
      return wrongSalt || (match?.jwk.kty === 'EC' && input.jws.signature.length !== 64);
    }),
    ...claimRules,
  ];
}

const claimRules: readonly AssertionRule[] = [
  rule(
    'iss',
    'RFC7523-3-1',
    'is not issued by the client',
    ({ claims, client }) => claims.iss !== client.id,
  ),
  rule(
    'sub',
    'RFC7523-3-1',
    'is not about the client',
    ({ claims, client }) => claims.sub !== client.id,
  ),
  rule(
    'client-id',
    'RFC7523-3.2-1',
    'contradicts client_id',
    ({ clientIdParameter, client }) =>
      clientIdParameter !== null && clientIdParameter !== client.id,
  ),
  rule('aud', 'RFC7523-3-2', 'is not addressed to this server', ({ claims, audiences }) => {
    const { aud } = claims;
    const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
    return !named.some((name) => audiences.some((ours) => ours === name));
  }),
  rule(
    'exp-present',
    'RFC7523-3-1',
    'does not say when it expires',
    ({ claims }) => numeric(claims, 'exp') === null,
  ),
  rule('exp', 'RFC7523-3-2', 'has expired', ({ claims, now }) => {
    const exp = numeric(claims, 'exp');
    return exp !== null && exp + CLOCK_SKEW <= now;
  }),
  rule('lifetime', 'RFC7523-3-2', 'is valid for too long', ({ claims, now }) => {
    const exp = numeric(claims, 'exp');
    return exp !== null && exp > now + MOST_LIFETIME + CLOCK_SKEW;
  }),
  rule('nbf', 'RFC7519-4.1.5-1', 'is not valid yet', ({ claims, now }) => {
    const nbf = numeric(claims, 'nbf');
    return nbf !== null && nbf > now + CLOCK_SKEW;
  }),
  rule('iat', 'RFC7519-7.2-1', 'was issued in the future', ({ claims, now }) => {
    const iat = numeric(claims, 'iat');
    return iat !== null && iat > now + CLOCK_SKEW;
  }),
  rule('jti', 'RFC7519-4.1.7-1', 'has no jti', ({ claims }) => {
    const { jti } = claims;
    return typeof jti !== 'string' || jti === '';
  }),
  rule(
    'jti-fresh',
    'RFC7519-4.1.7-1',
    'was used before',
    ({ claims, jtiUsed }) => typeof claims.jti === 'string' && jtiUsed(claims.jti),
  ),
];
