import type { JsonObject } from '../model/json.ts';
import { decodeBase64url } from './base64url.ts';
import { derToRaw } from './ecdsa-der.ts';
import { headerText, type Jws } from './jws.ts';
import { algorithmOf, type JwsAlgorithm } from './jws-algorithms.ts';
import type { KeyCache, VerificationKey } from './key-cache.ts';

/** The key that verified a signature, and how. */
export interface Match {
  readonly jwk: JsonObject;
  /** The header's kid is the key's; true as well where the header has none. */
  readonly kidMatches: boolean;
  /** Bytes of PSS salt; null for other schemes. */
  readonly saltLength: number | null;
}

/** What came of verifying a signature as leniently as the careless do; the rules judge how. */
export interface Proof {
  /** Why there is no key set to verify with; null when there is one. */
  readonly unavailable: string | null;
  readonly match: Match | null;
}

/** Keys that are tried for one signature; a JWKS with more is either an error or an attack. */
const MOST_KEYS = 16;

/** What a verifier that does not look at alg would try; a rule refuses a header without it. */
const ASSUMED_ALGORITHM = 'PS256';

interface Attempt {
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly saltLength: number | null;
}

/**
 * Verifies `jws` with the keys of a JWK Set (RFC 7515 5.2): first with the key that kid, use and alg point at,
 * then with every other that fits, so that a rule can tell a key chosen wrongly from a signature that is wrong.
 * Keys of unknown kind are skipped (RFC 7517 5).
 */
export async function prove(jws: Jws, jwks: JsonObject, cache: KeyCache): Promise<Proof> {
  const keys = jwks.keys;
  if (!Array.isArray(keys)) return { unavailable: 'the key set has no keys array', match: null };
  const algorithm = algorithmOf(headerText(jws, 'alg') ?? ASSUMED_ALGORITHM);
  if (algorithm === null) return { unavailable: null, match: null };
  const kid = headerText(jws, 'kid');
  for (const jwk of candidates(keys, algorithm, kid)) {
    const key = await cache.verificationKey(jwk, algorithm);
    const saltLength = key === null ? undefined : await verifies(jws, key, algorithm, jwk);
    if (saltLength !== undefined) {
      const kidMatches = kid === null || jwk.kid === kid;
      return { unavailable: null, match: { jwk, kidMatches, saltLength } };
    }
  }
  return { unavailable: null, match: null };
}

function candidates(
  keys: readonly unknown[],
  algorithm: JwsAlgorithm,
  kid: string | null,
): readonly JsonObject[] {
  const rank = (jwk: JsonObject): number =>
    (kid === null || jwk.kid === kid ? 0 : 4) +
    (jwk.use === undefined || jwk.use === 'sig' ? 0 : 2) +
    (jwk.alg === undefined || jwk.alg === algorithm.name ? 0 : 1);
  return keys
    .filter((key): key is JsonObject => isKeyFor(key, algorithm))
    .map((jwk) => ({ jwk, rank: rank(jwk) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_KEYS)
    .map(({ jwk }) => jwk);
}

function isKeyFor(key: unknown, algorithm: JwsAlgorithm): boolean {
  return typeof key === 'object' && key !== null && 'kty' in key && key.kty === algorithm.kty;
}

/** The salt length (null where the scheme has none) under which the signature verifies; undefined if under none. */
async function verifies(
  jws: Jws,
  key: VerificationKey,
  algorithm: JwsAlgorithm,
  jwk: JsonObject,
): Promise<number | null | undefined> {
  for (const input of jws.signingInputs) {
    const data = new TextEncoder().encode(input);
    for (const { signature, saltLength } of attempts(jws.signature, algorithm, jwk)) {
      const parameters = algorithm.parameters(saltLength);
      if (await crypto.subtle.verify(parameters, key, signature, data)) return saltLength;
    }
  }
  return undefined;
}

function attempts(bytes: Uint8Array, algorithm: JwsAlgorithm, jwk: JsonObject): readonly Attempt[] {
  const signature = new Uint8Array(bytes);
  if (algorithm.scheme === 'ECDSA') {
    const raw = signature.length === 64 ? signature : derToRaw(signature, 32);
    return raw === null ? [] : [{ signature: raw, saltLength: null }];
  }
  if (algorithm.scheme === 'RSASSA-PKCS1-v1_5') return [{ signature, saltLength: null }];
  const most = Math.floor(modulusBits(jwk) / 8) - algorithm.hashBytes - 2;
  const lengths = new Set([algorithm.hashBytes, most, 0, 20, 32, 48, 64]);
  return [...lengths]
    .filter((saltLength) => saltLength >= 0 && saltLength <= most)
    .map((saltLength) => ({ signature, saltLength }));
}

/** Bits of an RSA modulus in a JWK, leading zeros not counted; 0 for other keys. */
export function modulusBits(jwk: JsonObject): number {
  const n = jwk.n;
  const { bytes } = decodeBase64url(typeof n === 'string' ? n : '');
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}
