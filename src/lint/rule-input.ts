import type { Profile } from '../model/profile.ts';
import { mergeMetadata } from '../rules/merge-metadata.ts';
import type { Proof } from '../rules/proof.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { registrationRules } from '../rules/registration-rules.ts';
import type { ChosenProfile } from './choose-profile.ts';
import type { LintInput } from './lint-input.ts';
import type { RegistrationRule } from './rule-context.ts';
import { wholeOf } from './text/excerpt.ts';
import { type Token, tokenFromJson } from './token.ts';
import type { Transaction } from './transaction.ts';

const NOTHING: Token = tokenFromJson('request', 'json', wholeOf({ name: '', text: '{}' }), null);

const UNPROVEN: Proof = { unavailable: null, match: null };

/** How the two tokens verified; null where there was no key, or nothing to verify. */
export interface Proofs {
  readonly request: Proof | null;
  readonly ssa: Proof | null;
}

/** Rules about form that decoded claims can break as well. */
const FORM_OF_CLAIMS = /^(request|ssa)\.jose\.payload-(duplicates|depth)$/;
const HEADER_RULE =
  /^(request|ssa)\.jose\.(alg-|typ|crit|b64|not-nested|kid-|no-|header-duplicates)/;

/** True where `rule` can be judged by what is known of its token. */
function canJudge(id: string, token: Token | null, proof: Proof | null): boolean {
  if (token === null) return false;
  if (/\.(signature|key)\./.test(id)) return proof !== null;
  if (!id.includes('.jose.') || token.form === 'jwt') return true;
  if (FORM_OF_CLAIMS.test(id)) return true;
  return token.header !== null && HEADER_RULE.test(id);
}

/** What can be judged whatever ecosystem a token is of. */
const UNIVERSAL = /\.(jose|signature|key|time)\./;

const CHOSEN = new WeakMap<Profile, Map<string, readonly RegistrationRule[]>>();

function known(token: Token | null, proof: Proof | null): string {
  return token === null ? '-' : `${token.form} ${token.header !== null} ${proof !== null}`;
}

/** The rules that can be judged by what was given. */
export function applicableRules(
  { request, ssa }: Transaction,
  { profile, foreign }: ChosenProfile,
  proofs: Proofs,
): readonly RegistrationRule[] {
  const chosen = CHOSEN.get(profile) ?? new Map<string, readonly RegistrationRule[]>();
  CHOSEN.set(profile, chosen);
  const key = `${known(request, proofs.request)}, ${known(ssa, proofs.ssa)}, ${foreign !== null}`;
  const before = chosen.get(key);
  if (before !== undefined) return before;
  const rules = registrationRules(profile).filter(({ id }) => {
    if (id === 'request.jwks.available') return false;
    if (foreign !== null && !UNIVERSAL.test(id)) return false;
    if (id.startsWith('ssa.')) return canJudge(id, ssa, proofs.ssa);
    // A certificate is compared with whatever names an organisation.
    if (id.startsWith('transport.')) return ssa !== null;
    return canJudge(id, request, proofs.request);
  });
  chosen.set(key, rules);
  return rules;
}

/** What was given, as the rules take it; what is not known is taken for right. */
export function registrationInput(
  transaction: Transaction,
  input: LintInput,
  profile: Profile,
  proofs: Proofs,
  now: number,
): RegistrationInput {
  const { request, ssa } = transaction;
  const claims = request?.claims ?? {};
  const ssaClaims = ssa?.claims ?? {};
  const { aud } = claims;
  const named = (Array.isArray(aud) ? aud : [aud]).filter((name) => typeof name === 'string');
  return {
    operation: transaction.answer?.method?.toUpperCase() === 'PUT' ? 'put' : 'post',
    now,
    request: (request ?? NOTHING).jws,
    ssa: ssa?.jws ?? null,
    claims,
    ssaClaims,
    metadata: mergeMetadata(claims, ssaClaims, profile),
    audiences: input.audiences ?? named,
    issuers: profile.ssa.issuers,
    authMethods: profile.authMethods,
    allowLoopbackHttp: false,
    sectorUris: null,
    requestProof: () => proofs.request ?? UNPROVEN,
    ssaProof: () => proofs.ssa ?? UNPROVEN,
    jtiUsed: () => false,
    softwareRegistered: () => false,
    certificate: input.certificate ?? null,
    registered: null,
  };
}
