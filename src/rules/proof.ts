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

/** One verification of bytes. For ECDSA the signature is the two numbers one after the other (RFC 7518 3.4). */
export interface Verification {
  readonly algorithm: JwsAlgorithm;
  /** Bytes of PSS salt; null for other schemes. */
  readonly saltLength: number | null;
  readonly key: VerificationKey;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Says whether a signature is good; throws or rejects for a key that is nonsense. */
export type VerifySignature = (verification: Verification) => boolean | Promise<boolean>;

const webCrypto: VerifySignature = ({ algorithm, saltLength, key, signature, data }) =>
  crypto.subtle.verify(algorithm.parameters(saltLength), key, signature, data);

const ENCODER = new TextEncoder();

/** Keys that are tried for one signature; a JWKS with more is either an error or an attack. */
const MOST_KEYS = 16;

/** What a verifier that does not look at alg would try; a rule refuses a header without it. */
const ASSUMED_ALGORITHM = 'PS256';

/**
 * Verifies `jws` with the keys of a JWK Set (RFC 7515 5.2): first with the key that kid, use and alg point at,
 * then with every other that fits, so that a rule can tell a key chosen wrongly from a signature that is wrong.
 * Keys of unknown kind are skipped (RFC 7517 5). `verify` stands in for WebCrypto.
 */
export async function prove(
  jws: Jws,
  jwks: JsonObject,
  cache: KeyCache,
  verify: VerifySignature = webCrypto,
): Promise<Proof> {
  const keys = jwks.keys;
  if (!Array.isArray(keys)) return { unavailable: 'the key set has no keys array', match: null };
  const algorithm = algorithmOf(headerText(jws, 'alg') ?? ASSUMED_ALGORITHM);
  if (algorithm === null) return { unavailable: null, match: null };
  const kid = headerText(jws, 'kid');
  const fitting = candidates(keys, algorithm, kid);
  const salts = saltLengths(algorithm, fitting[0]);
  const tries = [
    ...fitting.map((jwk) => ({ jwk, saltLength: salts[0] ?? null })),
    // Another salt than the one prescribed is only looked for where the key is the one that was meant.
    ...fitting
      .slice(0, 1)
      .flatMap((jwk) => salts.slice(1).map((saltLength) => ({ jwk, saltLength }))),
  ];
  for (const { jwk, saltLength } of tries) {
    const key = await cache.verificationKey(jwk, algorithm);
    if (key !== null && (await verifies(jws, { algorithm, saltLength, key }, verify))) {
      const kidMatches = kid === null || jwk.kid === kid;
      return { unavailable: null, match: { jwk, kidMatches, saltLength } };
    }
  }
  return { unavailable: null, match: null };
}

/** The less the better. */
function rankOf(jwk: JsonObject, algorithm: JwsAlgorithm, kid: string | null): number {
  return (
    (kid === null || jwk.kid === kid ? 0 : 4) +
    (jwk.use === undefined || jwk.use === 'sig' ? 0 : 2) +
    (jwk.alg === undefined || jwk.alg === algorithm.name ? 0 : 1)
  );
}

function candidates(
  keys: readonly unknown[],
  algorithm: JwsAlgorithm,
  kid: string | null,
): readonly JsonObject[] {
  return keys
    .filter((key): key is JsonObject => isKeyFor(key, algorithm))
    .map((jwk) => ({ jwk, rank: rankOf(jwk, algorithm, kid) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_KEYS)
    .map(({ jwk }) => jwk);
}

function isKeyFor(key: unknown, algorithm: JwsAlgorithm): boolean {
  return typeof key === 'object' && key !== null && 'kty' in key && key.kty === algorithm.kty;
}

async function verifies(
  jws: Jws,
  how: Pick<Verification, 'algorithm' | 'saltLength' | 'key'>,
  verify: VerifySignature,
): Promise<boolean> {
  const signature = signatureBytes(jws.signature, how.algorithm);
  if (signature === null) return false;
  for (const input of jws.signingInputs) {
    const data = ENCODER.encode(input);
    try {
      const good = verify({ ...how, signature, data });
      if (good === true || (good !== false && (await good))) return true;
    } catch {
      // A key of nonsense can be imported all the same, and throws only here.
    }
  }
  return false;
}

/** As WebCrypto takes them; null for what cannot be an ECDSA signature. */
function signatureBytes(
  bytes: Uint8Array,
  { scheme }: JwsAlgorithm,
): Uint8Array<ArrayBuffer> | null {
  const signature = new Uint8Array(bytes);
  if (scheme !== 'ECDSA' || signature.length === 64) return signature;
  return derToRaw(signature, 32);
}

/** Bytes of PSS salt to try, that of the hash first (RFC 7518 3.5); none for schemes without a salt. */
function saltLengths(
  { scheme, hashBytes }: JwsAlgorithm,
  jwk: JsonObject | undefined,
): readonly number[] {
  if (scheme !== 'RSA-PSS' || jwk === undefined) return [];
  const most = Math.floor(modulusBits(jwk) / 8) - hashBytes - 2;
  const lengths = new Set([hashBytes, most, 0, 20, 32, 48, 64]);
  return [...lengths].filter((length) => length >= 0 && length <= most);
}

/** Bits of an RSA modulus in a JWK, leading zeros not counted; 0 for other keys. */
export function modulusBits(jwk: JsonObject): number {
  const { n } = jwk;
  if (typeof n !== 'string') return 0;
  const known = MODULI.get(jwk);
  if (known?.n === n) return known.bits;
  const bits = bitsOf(n);
  MODULI.set(jwk, { n, bits });
  return bits;
}

/** A key is measured by several rules, and signs often. */
const MODULI = new WeakMap<JsonObject, { readonly n: string; readonly bits: number }>();

function bitsOf(n: string): number {
  const { bytes } = decodeBase64url(n);
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}
