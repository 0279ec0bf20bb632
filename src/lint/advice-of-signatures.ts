import type { RuleAdvice } from './advice.ts';

const OWN_KEY =
  'Sign with the key whose public half stands in the JWKS that the SSA names, and name its kid.';
const DIRECTORY_KEY =
  'Take a fresh SSA from the directory, byte by byte; make sure that it is the directory that the bank trusts.';

/** The signature of either token and the key that made it. */
export function signatureAdvice(name: string, layer: 'request' | 'ssa'): RuleAdvice | null {
  const key = layer === 'request' ? OWN_KEY : DIRECTORY_KEY;
  const table: Readonly<Record<string, RuleAdvice>> = {
    'signature.valid': {
      at: '#signature',
      expected: 'a signature by one of the keys that were given',
      fix: key,
    },
    'signature.ecdsa-form': {
      at: '#signature',
      expected: 'R and S, 32 bytes each',
      fix: 'Convert the DER signature of the crypto library to R || S, or let a JOSE library sign.',
    },
    'signature.pss-salt': {
      at: '#signature',
      expected: 'a salt as long as the hash: 32 bytes for PS256',
      fix: 'Set the salt length of RSASSA-PSS to the length of the hash.',
    },
    'key.kid': {
      at: '#header/kid',
      expected: 'the kid of the key that signed',
      fix: 'Set kid to that of the key in the JWKS; a bank looks the key up by it.',
    },
    'key.use': {
      at: '#header/kid',
      expected: 'a key whose use is sig',
      fix: 'Sign with the signing key, not with that for transport or encryption.',
    },
    'key.alg': {
      at: '#header/alg',
      expected: 'the alg of the key',
      fix: 'Sign with the algorithm that the key in the JWKS is for.',
    },
    'key.size': {
      at: '#header/kid',
      expected: 'an RSA key of 2048 bits or more',
      fix: 'Make a longer key and publish it.',
    },
  };
  return table[name] ?? null;
}
