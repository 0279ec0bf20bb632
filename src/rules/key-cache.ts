import type { Json, JsonObject } from '../model/json.ts';
import type { JwsAlgorithm } from './jws-algorithms.ts';

/** The key type of WebCrypto, taken from its function because its name is no global everywhere. */
export type VerificationKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Imported public keys, so that a key that signs often is imported once. */
export interface KeyCache {
  /** The WebCrypto key of a JWK for one algorithm; null where it is no valid key (for EC: a point off the curve). */
  verificationKey(jwk: JsonObject, algorithm: JwsAlgorithm): Promise<VerificationKey | null>;
}

/** A cache of the last `size` keys, by their value rather than by kid or place. */
export function createKeyCache(size = 500): KeyCache {
  const keys = new Map<string, Promise<VerificationKey | null>>();
  return {
    verificationKey(jwk, algorithm) {
      const name = nameOf(jwk, algorithm);
      const known = keys.get(name);
      if (known !== undefined) return known;
      const key = importKey(keyMaterial(jwk), algorithm);
      keys.set(name, key);
      const oldest = keys.keys().next().value;
      if (keys.size > size && oldest !== undefined) keys.delete(oldest);
      return key;
    },
  };
}

/** What tells one key for one algorithm from every other; a member that is no text is as good as none. */
function nameOf(jwk: JsonObject, { scheme, hash }: JwsAlgorithm): string {
  const said = (value: Json | undefined): string =>
    typeof value === 'string' ? `${value.length}:${value}` : '-';
  const { kty, n, e, crv, x, y } = jwk;
  return kty === 'RSA'
    ? `${scheme} ${hash} RSA ${said(n)} ${said(e)}`
    : `${scheme} ${hash} ${said(kty)} ${said(crv)} ${said(x)} ${said(y)}`;
}

// use, alg and key_ops are for the rules to judge; WebCrypto would refuse the import over them.
function keyMaterial(jwk: JsonObject): JsonObject {
  const names = jwk.kty === 'RSA' ? ['kty', 'n', 'e'] : ['kty', 'crv', 'x', 'y'];
  // Only what is there: WebCrypto reads a null as the text "null", which is a small modulus in base64url.
  return Object.fromEntries(
    names.flatMap((name) => (typeof jwk[name] === 'string' ? [[name, jwk[name]]] : [])),
  );
}

async function importKey(
  material: JsonObject,
  algorithm: JwsAlgorithm,
): Promise<VerificationKey | null> {
  const parameters =
    algorithm.scheme === 'ECDSA'
      ? { name: algorithm.scheme, namedCurve: 'P-256' }
      : { name: algorithm.scheme, hash: algorithm.hash };
  try {
    // A public key is nothing to hide, and Node 24 warns where one that cannot be exported becomes a KeyObject.
    return await crypto.subtle.importKey('jwk', { ...material }, parameters, true, ['verify']);
  } catch {
    return null;
  }
}
