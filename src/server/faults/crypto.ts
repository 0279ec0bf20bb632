import { isJsonObject } from '../../model/json.ts';
import { prove } from '../../rules/proof.ts';
import type { Fault } from './fault.ts';

export const cryptoFaults: readonly Fault[] = [
  {
    id: 'crypto/request-embedded-jwk',
    title: 'verifies a request with the key in its own header',
    kind: 'crypto',
    breaks: ['OBUK-jws-3', 'OBUK-SSA-request-validation-2'],
    skips: ['request.jose.no-embedded-key'],
    proof: async (proof, { layer, jws, cache }) => {
      const { jwk } = jws.header.value;
      if (layer !== 'request' || proof.match !== null || !isJsonObject(jwk)) return proof;
      const { match } = await prove(jws, { keys: [jwk] }, cache);
      return match === null ? proof : { unavailable: null, match: { ...match, kidMatches: true } };
    },
  },
  {
    id: 'crypto/request-by-any-signature',
    title: 'takes every signature of a request for right',
    kind: 'crypto',
    breaks: ['OBUK-SSA-request-validation-2', 'RFC7515-5.2-4'],
    skips: ['request.signature.valid'],
  },
];
