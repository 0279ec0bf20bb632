import type { Json, JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { activeRoles, ROLES } from './active-roles.ts';

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

/** `claims` as they will be registered: null is as good as absent (RFC 7591 2), and what is absent has its default. */
function completed(claims: JsonObject, profile: Profile): JsonObject {
  const metadata: Record<string, Json> = {};
  for (const [name, value] of Object.entries(claims)) if (value !== null) metadata[name] = value;
  for (const [name, { fallback }] of Object.entries(profile.request.claims)) {
    if (fallback !== undefined) metadata[name] ??= fallback;
  }
  const grants = metadata.grant_types;
  const browserless = Array.isArray(grants) && !grants.includes('authorization_code');
  // A client without the authorization endpoint has no response types (RFC 7591 2.1).
  if (browserless && (claims.response_types ?? null) === null) metadata.response_types = [];
  return metadata;
}

/** All scopes that the roles of the statement permit, where the ecosystem grants them to who asks for none (Open Finance Brasil DCR 7.1.1). */
function scopeOfRoles(ssaClaims: JsonObject, profile: Profile): string | null {
  const roles = activeRoles(ssaClaims);
  if (roles === null || profile.ssa.claims[ROLES] === undefined) return null;
  const offered = profile.request.claims.scope?.values;
  const scopes = [
    ...profile.freeScopes,
    ...roles.flatMap((name) => profile.roleScopes[name] ?? []),
  ];
  return scopes.filter((scope) => offered === undefined || offered.includes(scope)).join(' ');
}

/**
 * The metadata of a request in plain JSON, and of its statement where both have the name (RFC 7591 2.3), complete with
 * their defaults.
 */
function openMetadata(claims: JsonObject, ssaClaims: JsonObject, profile: Profile): JsonObject {
  const stated = Object.entries(ssaClaims).filter(
    ([name]) =>
      Object.hasOwn(profile.request.claims, name) && !MECHANICS.has(name) && !PROVISIONED.has(name),
  );
  const renamed = Object.entries(profile.ssa.attests ?? {}).flatMap(([name, claim]) => {
    const value = ssaClaims[claim];
    return value === undefined ? [] : [[name, value] as const];
  });
  const asked = (claims.scope ?? null) === null ? scopeOfRoles(ssaClaims, profile) : null;
  return completed(
    {
      ...claims,
      ...Object.fromEntries(renamed),
      ...Object.fromEntries(stated),
      ...(asked === null ? {} : { scope: asked }),
    },
    profile,
  );
}

/**
 * The requested metadata with those of the statement in their place where both have the name (RFC 7591 2.3);
 * redirect_uris stay the request's, as DCR v3.3 lets it ask for a subset.
 */
export function mergeMetadata(
  claims: JsonObject,
  ssaClaims: JsonObject,
  profile: Profile,
): JsonObject {
  if (profile.request.format === 'json') return openMetadata(claims, ssaClaims, profile);
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
