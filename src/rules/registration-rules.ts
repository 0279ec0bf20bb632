import { type ClaimSpec, type Profile, registersOpenly } from '../model/profile.ts';
import { attestedMetadataRules } from './attested-metadata-rules.ts';
import { claimRules } from './claim-rules.ts';
import { joseRules } from './jose-rules.ts';
import { jsonBodyRule } from './json-body.ts';
import { type Layer, REQUEST, SSA } from './layer.ts';
import { metadataRules } from './metadata-rules.ts';
import { openMetadataRules } from './open-metadata-rules.ts';
import { openRedirectRules } from './open-redirect-rules.ts';
import { redirectRules } from './redirect-rules.ts';
import type { RegistrationInput } from './registration-input.ts';
import { onceRule, requestRules, updateRules } from './request-rules.ts';
import { type Rule, rulesIn } from './rule.ts';
import { signatureRules } from './signature-rules.ts';
import { issuerRule, jwksRule, ssaRules } from './ssa-rules.ts';
import { ageRule, REQUEST_TIMES, SSA_TIMES, timeRules } from './time-rules.ts';

/**
 * Every rule of a registration in `profile`, in the order in which a careful server checks them:
 * the form of the request, its statement (form, issuer, signature, claims), and only then the request's
 * signature, because the keys for it come from the statement; what the request asks for comes last.
 */
export function registrationRules(profile: Profile): readonly Rule<RegistrationInput>[] {
  return profile.request.format === 'json' ? jsonRules(profile) : jwtRules(profile);
}

function jwtRules(profile: Profile): readonly Rule<RegistrationInput>[] {
  const claims = Object.entries(profile.request.claims);
  const about = (...situations: readonly ClaimSpec['situation'][]) =>
    claims.filter(([, { situation }]) => situations.includes(situation));
  return rulesIn(profile, [
    ...joseRules(REQUEST, profile),
    ...claimRules(REQUEST, about('ssa-missing')),
    ...joseRules(SSA, profile),
    issuerRule,
    ...signatureRules(SSA, profile),
    ...claimRules(SSA, Object.entries(profile.ssa.claims)),
    ...timeRules(SSA, 'ssa-claims', SSA_TIMES),
    ageRule(SSA, profile),
    ...ssaRules(profile),
    jwksRule(profile),
    ...signatureRules(REQUEST, profile),
    ...claimRules(REQUEST, about('request-claims', 'request-signature', 'request-malformed')),
    ...timeRules(REQUEST, 'request-claims', REQUEST_TIMES),
    ...requestRules(profile),
    ...claimRules(REQUEST, about('redirect-uri')),
    ...redirectRules(profile),
    ...claimRules(REQUEST, about('client-metadata')),
    ...metadataRules(profile),
    onceRule(profile),
  ]);
}

/** What a client asks for in plain JSON is judged as it will be registered, defaults filled in. */
const METADATA: Layer = { ...REQUEST, claims: ({ metadata }) => metadata };

/** The same for requests in plain JSON (RFC 7591 3.1), which nobody signs; a statement comes with some of them. */
function jsonRules(profile: Profile): readonly Rule<RegistrationInput>[] {
  const claims = Object.entries(profile.request.claims);
  const about = (...situations: readonly ClaimSpec['situation'][]) =>
    claims.filter(([, { situation }]) => situations.includes(situation));
  return rulesIn(profile, [
    jsonBodyRule,
    ...claimRules(REQUEST, about('ssa-missing', 'ssa-malformed')),
    ...joseRules(SSA, profile),
    issuerRule,
    ...signatureRules(SSA, profile),
    ...claimRules(SSA, Object.entries(profile.ssa.claims)),
    ...timeRules(SSA, 'ssa-claims', SSA_TIMES),
    ageRule(SSA, profile),
    ...ssaRules(profile),
    ...attestedMetadataRules(profile),
    ...updateRules(profile),
    ...claimRules(METADATA, about('redirect-uri')),
    ...redirectRules(profile),
    ...(registersOpenly(profile) ? openRedirectRules : []),
    ...claimRules(METADATA, about('client-metadata')),
    ...metadataRules(profile),
    ...openMetadataRules,
    onceRule(profile),
  ]);
}
