import type { Profile } from '../model/profile.ts';
import { headerText, type Jws } from './jws.ts';
import { algorithmOf } from './jws-algorithms.ts';
import type { Layer } from './layer.ts';
import { type Match, modulusBits, type Proof } from './proof.ts';
import type { RegistrationInput } from './registration-input.ts';
import { demandedBy, type Rows, type Rule } from './rule.ts';

/**
 * Rules about the signature of one token and the key that made it, `<layer>.signature.*` and `<layer>.key.*`.
 * The proof is found leniently; each rule judges one aspect of how it was found.
 */
export function signatureRules(layer: Layer, profile: Profile): readonly Rule<RegistrationInput>[] {
  const onRequest = layer.name === 'request';
  const rule = (
    name: string,
    rows: Rows,
    complaint: string,
    broken: (jws: Jws, proof: Proof) => boolean,
  ): Rule<RegistrationInput> => {
    const message = `the ${layer.noun} ${complaint}`;
    return {
      id: `${layer.name}.${name}`,
      ...demandedBy(rows),
      situation: layer.badSignature,
      description: `the ${layer.noun} is not one that ${complaint}`,
      test: (input) => {
        const jws = layer.token(input);
        if (jws === null || isUnsecured(jws)) return null;
        const proof = layer.proof(input);
        return proof instanceof Promise
          ? proof.then((found) => (broken(jws, found) ? message : null))
          : broken(jws, proof)
            ? message
            : null;
      },
    };
  };
  const onMatch = (broken: (match: Match, jws: Jws) => boolean) => (jws: Jws, proof: Proof) =>
    proof.match !== null && broken(proof.match, jws);
  return [
    rule(
      'signature.valid',
      onRequest
        ? 'OBUK-SSA-request-validation-2'
        : ['OBUK-SSA-request-validation-3', 'RFC7515-5.2-4'],
      'is not signed by a key of its owner',
      (_jws, { unavailable, match }) => unavailable === null && match === null,
    ),
    rule(
      'signature.ecdsa-form',
      'RFC7518-3.4-1',
      'has an ECDSA signature that is not R and S of 32 bytes',
      (jws, proof) => proof.match?.jwk.kty === 'EC' && jws.signature.length !== 64,
    ),
    rule(
      'signature.pss-salt',
      'RFC7518-3.5-1',
      'has a PSS salt that is not as long as the hash',
      onMatch(({ saltLength }, jws) => {
        const hashBytes = algorithmOf(headerText(jws, 'alg'))?.hashBytes;
        return saltLength !== null && hashBytes !== undefined && saltLength !== hashBytes;
      }),
    ),
    rule(
      'key.kid',
      'RFC7515-4.1.1-1',
      'names another key than the one that signed it',
      onMatch(({ kidMatches }) => !kidMatches),
    ),
    rule(
      'key.use',
      'FAPI1A-8.11-1',
      'is signed by a key that is not for signing',
      onMatch(({ jwk }) => {
        const operations = jwk.key_ops;
        const forbidden = Array.isArray(operations) && !operations.includes('verify');
        return forbidden || (jwk.use !== undefined && jwk.use !== 'sig');
      }),
    ),
    rule(
      'key.alg',
      'RFC8725-3.1-1',
      'is signed with another algorithm than its key is for',
      onMatch(({ jwk }, jws) => {
        const alg = jwk.alg;
        return alg !== undefined && alg !== headerText(jws, 'alg')?.toUpperCase();
      }),
    ),
    rule(
      'key.size',
      'FAPI1B-5.2.2-5-1',
      'is signed with a key that is too short',
      onMatch(({ jwk }) => jwk.kty === 'RSA' && modulusBits(jwk) < profile.rsaMinimumBits),
    ),
  ];
}

/** An unsecured JWS (RFC 7518 3.6) is refused by the rule alg-none; where that one is off there is nothing to verify. */
function isUnsecured(jws: Jws): boolean {
  return headerText(jws, 'alg')?.toLowerCase() === 'none' && jws.signature.length === 0;
}
