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
  const made = new Map<string, Promise<Buffer>>();
  return {
    ...trust,
    sign(spec, input) {
      const key = `${JSON.stringify(spec)} ${input}`;
      const signature = made.get(key) ?? trust.sign(spec, input);
      made.set(key, signature);
      return signature;
    },
  };
}

function rememberProofs(): Shared['prove'] {
  const keys = createKeyCache();
  const texts = new WeakMap<object, string>();
  const proofs = new Map<string, ReturnType<typeof prove>>();
  return (jws, jwks) => {
    const text = texts.get(jwks) ?? JSON.stringify(jwks);
    texts.set(jwks, text);
    const key = `${jws.compact} ${text}`;
    const proof = proofs.get(key) ?? prove(jws, jwks, keys, verifySignature);
    proofs.set(key, proof);
    return proof;
  };
}
