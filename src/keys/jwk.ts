import { createHash, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../model/json.ts';

/** Members of a public key that identify it, in the order of RFC 7638 3.2. */
const IDENTIFYING = { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'] } as const;

/** The RFC 7638 SHA-256 thumbprint, base64url, of an RSA or EC public key as JWK. */
export function thumbprint(jwk: JsonObject): string {
  const members = IDENTIFYING[jwk.kty === 'EC' ? 'EC' : 'RSA'].map((name) => [name, jwk[name]]);
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('base64url');
}

/** `key` (public) as a JWK with its thumbprint as `kid`; no `alg`, so that a verifier has to restrict algorithms itself. */
export function publicJwk(key: KeyObject, use: 'sig' | 'enc'): JsonObject {
  const { kty, n, e, crv, x, y } = key.export({ format: 'jwk' });
  const members = Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value);
  const jwk = Object.fromEntries(members) as JsonObject;
  return { ...jwk, kid: thumbprint(jwk), use };
}
