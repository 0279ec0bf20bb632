import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';

/** Members that the server alone decides about, whatever a request or a statement says. */
export const PROVISIONED = new Set([
  'client_id',
  'client_secret',
  'client_id_issued_at',
  'client_secret_expires_at',
  'registration_access_token',
  'registration_client_uri',
  'software_statement',
]);

/** JWT mechanics of the statement: they say something about the token, not about the client. */
export const MECHANICS = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);

/**
 * The requested metadata with those of the statement in their place where both have the name (RFC 7591 2.3);
 * redirect_uris stay the request's, as DCR v3.3 lets it ask for a subset.
 */
export function mergeMetadata(
  claims: JsonObject,
  ssaClaims: JsonObject,
  profile: Profile,
): JsonObject {
  const stated = Object.keys(profile.request.claims).filter(
    (name) =>
      Object.hasOwn(ssaClaims, name) &&
      !MECHANICS.has(name) &&
      !PROVISIONED.has(name) &&
      name !== 'redirect_uris' &&
      name !== 'software_id',
  );
  if (stated.length === 0) return claims;
  return {
    ...claims,
    ...Object.fromEntries(stated.map((name) => [name, ssaClaims[name] ?? null])),
  };
}
