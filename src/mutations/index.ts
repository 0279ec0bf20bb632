import { type Profile, registersOpenly } from '../model/profile.ts';
import { algorithmMetadata } from './algorithm-metadata.ts';
import { attestedClaims } from './attested-claims.ts';
import { attestedMetadata } from './attested-metadata.ts';
import { backchannel } from './backchannel.ts';
import { bind } from './bind.ts';
import { claimDefects } from './claim-defects.ts';
import { clientAuthentication } from './client-authentication.ts';
import { duplicateMembers } from './duplicate-members.ts';
import { encryptedAnswers } from './encrypted-answers.ts';
import { grantsAndResponses } from './grants.ts';
import { httpMessages } from './http-messages.ts';
import { identifiers } from './identifiers.ts';
import { joseAlgorithms } from './jose-algorithms.ts';
import { joseHeaders } from './jose-headers.ts';
import { joseKeys } from './jose-keys.ts';
import { joseKids } from './jose-kid.ts';
import { joseSignatureForms } from './jose-signature-forms.ts';
import { joseUnsigned } from './jose-unsigned.ts';
import { jsonTexts } from './json-texts.ts';
import { keySets } from './key-sets.ts';
import { legalVariations } from './legal-variations.ts';
import { openBodies } from './open/bodies.ts';
import { openStimuli } from './open/index.ts';
import { encryptionMethods } from './open/metadata.ts';
import { redirectUris } from './redirect-uris.ts';
import { scopes } from './scopes.ts';
import { selfAsserted } from './self-asserted.ts';
import type { Stimulus } from './stimulus.ts';
import { tampering } from './tampering.ts';
import { times } from './times.ts';
import { tokenEncodings } from './token-encodings.ts';
import { tokenKinds } from './token-kinds.ts';

export { withKeySet } from './edits.ts';
export { withoutTransportKey } from './jose-keys.ts';
export {
  certificateUrl,
  pointsToRogue,
  ROGUE_FOLDER,
  ROGUE_PATH,
  rogueKeySetUrl,
} from './rogue-url.ts';
export type { Stimulus } from './stimulus.ts';
export { fitting, signatureOf } from './twins.ts';
export { withStatement } from './with-statement.ts';

/** Every mutation there is for a profile, those of its claim tables first. */
export function mutationsOf(profile: Profile): readonly Stimulus[] {
  return everyStimulus(profile).flatMap((stimulus) => bind(stimulus, profile));
}

function everyStimulus(profile: Profile): readonly Stimulus[] {
  if (registersOpenly(profile)) return openStimuli(profile);
  const signed = profile.request.format === 'jwt';
  return [
    ...claimDefects(profile),
    ...duplicateMembers(profile),
    ...times,
    ...identifiers(profile),
    ...redirectUris(profile),
    ...clientAuthentication(profile),
    ...grantsAndResponses(profile),
    ...scopes(profile),
    ...backchannel,
    ...algorithmMetadata.filter(({ id }) => signed || !id.endsWith('_enc.without-alg')),
    ...encryptedAnswers,
    ...attestedClaims(profile),
    ...(profile.ssa.attests === undefined ? [] : attestedMetadata),
    ...selfAsserted(profile),
    ...legalVariations(profile),
    ...joseUnsigned,
    ...joseAlgorithms,
    ...joseSignatureForms,
    ...joseKeys,
    ...joseKids,
    ...joseHeaders,
    ...(signed ? keySets : openBodies),
    ...tampering,
    ...tokenEncodings,
    ...[...tokenKinds, ...jsonTexts].filter(({ id }) => signed || id.startsWith('ssa.')),
    ...(signed ? httpMessages : encryptionMethods),
  ];
}
