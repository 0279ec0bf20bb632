import type { TrustMaterial } from '../../../src/keys/trust-material.ts';
import { createKeyCache } from '../../../src/rules/key-cache.ts';
import { prove } from '../../../src/rules/proof.ts';
import type { Surroundings } from '../../../src/server/create-context.ts';
import { createOwnKeys } from '../../../src/server/own-keys.ts';
import { verifySignature } from '../../../src/server/verify-signature.ts';

/** What worlds share because it comes out the same in each of them. */
export interface Shared extends Required<Pick<Surroundings, 'prove' | 'ownJwks'>> {
  readonly trust: TrustMaterial;
}

/** Signs the same bytes once, verifies the same token with the same key set once, makes the server's own keys once. */
export function createShared(trust: TrustMaterial): Shared {
  return { trust: rememberSignatures(trust), prove: rememberProofs(), ownJwks: createOwnKeys() };
}

function rememberSignatures(trust: TrustMaterial): TrustMaterial {
  const made = new Map<string, Map<string, Promise<Buffer>>>();
  return {
    ...trust,
    sign(spec, input) {
      const how = JSON.stringify(spec);
      const known = made.get(how) ?? new Map<string, Promise<Buffer>>();
      made.set(how, known);
      const signature = known.get(input) ?? trust.sign(spec, input);
      known.set(input, signature);
      return signature;
    },
  };
}

function rememberProofs(): Shared['prove'] {
  const keys = createKeyCache();
  const texts = new WeakMap<object, string>();
  const proofs = new Map<string, Map<string, ReturnType<typeof prove>>>();
  return (jws, jwks) => {
    const text = texts.get(jwks) ?? JSON.stringify(jwks);
    texts.set(jwks, text);
    const known = proofs.get(text) ?? new Map<string, ReturnType<typeof prove>>();
    proofs.set(text, known);
    const proof = known.get(jws.compact) ?? prove(jws, jwks, keys, verifySignature);
    known.set(jws.compact, proof);
    return proof;
  };
}
