import { randomBytes, randomUUID } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { MECHANICS, PROVISIONED } from '../rules/merge-metadata.ts';
import { effectiveRedirectUris } from '../rules/redirect-rules.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { scopeTokens } from '../rules/scope-rules.ts';
import type { Client } from './client-store.ts';

/** Seconds that a secret lives which a client got with a request in plain JSON. */
const SECRET_LIFETIME = 90 * 24 * 3600;

/**
 * The client that an accepted request makes, or makes of `old`. Unknown members are left out (RFC 7591 2), what is
 * missing is filled in from the statement and the profile's defaults.
 */
export function clientFrom(input: RegistrationInput, profile: Profile, old: Client | null): Client {
  const { claims, ssaClaims, metadata } = input;
  const softwareId = ssaClaims[profile.ssa.names.softwareId];
  const open = profile.request.format === 'json';
  const jwksUri = open ? metadata.jwks_uri : ssaClaims[profile.ssa.names.jwksUri];
  const method = metadata.token_endpoint_auth_method;
  const hasSecret = typeof method === 'string' && method.startsWith('client_secret_');
  const statement = claims.software_statement;
  return {
    id: old?.id ?? randomUUID(),
    issuedAt: old?.issuedAt ?? input.now,
    metadata: registeredMetadata(input, profile),
    flattened: profile.response.flattenSsa ? flattened(ssaClaims) : attested(ssaClaims, profile),
    softwareStatement: typeof statement === 'string' ? statement : null,
    softwareId: typeof softwareId === 'string' ? softwareId : null,
    jwksUri: typeof jwksUri === 'string' ? jwksUri : null,
    jwks: isJsonObject(metadata.jwks) ? metadata.jwks : null,
    secret: hasSecret ? (old?.secret ?? randomBytes(24).toString('base64url')) : null,
    secretExpiresAt: old?.secretExpiresAt ?? (open ? input.now + SECRET_LIFETIME : 0),
    registrationToken: old?.registrationToken ?? null,
  };
}

/** Metadata that may stand there once more for each language (RFC 7591 2.2). */
const LOCALIZED = /^(client_name|client_uri|logo_uri|tos_uri|policy_uri)#./;

/** What a request in plain JSON registers: the defaults are filled in already. */
function openMetadata({ metadata }: RegistrationInput, profile: Profile): JsonObject {
  const known = Object.entries(metadata).filter(
    ([name]) =>
      (Object.hasOwn(profile.request.claims, name) || LOCALIZED.test(name)) &&
      !profile.response.notEchoed.includes(name) &&
      !PROVISIONED.has(name),
  );
  return Object.fromEntries(known);
}

function registeredMetadata(input: RegistrationInput, profile: Profile): JsonObject {
  if (profile.request.format === 'json') return openMetadata(input, profile);
  const { claims, ssaClaims, metadata } = input;
  const registered: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(profile.request.claims)) {
    if (profile.response.notEchoed.includes(name) || PROVISIONED.has(name)) continue;
    const value = metadata[name] ?? defaultOf(name, spec.fallback, input, profile);
    if (value !== undefined) registered[name] = value;
  }
  if (claims.redirect_uris === undefined) {
    registered.redirect_uris = effectiveRedirectUris(claims, ssaClaims, profile);
  }
  return registered;
}

function defaultOf(
  name: string,
  fallback: Json | undefined,
  { metadata, ssaClaims }: RegistrationInput,
  profile: Profile,
): Json | undefined {
  if (name === 'software_id') return ssaClaims[profile.ssa.names.softwareId];
  if (name !== 'response_types') return fallback;
  const grants = metadata.grant_types;
  // A client without the authorization endpoint has no response types (RFC 7591 2.1).
  return Array.isArray(grants) && !grants.includes('authorization_code') ? [] : fallback;
}

function flattened(ssaClaims: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(ssaClaims).filter(([name]) => !MECHANICS.has(name) && !PROVISIONED.has(name)),
  );
}

/** What the response table shows of a statement where requests are signed; its scope without what is not offered. */
function attested(ssaClaims: JsonObject, profile: Profile): JsonObject {
  if (profile.request.format === 'json') return {};
  const shown = Object.entries(flattened(ssaClaims)).filter(([name]) =>
    Object.hasOwn(profile.response.members, name),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [name, name === 'scope' ? offeredScope(value, profile) : value]),
  );
}

/** `scope` without the tokens that nobody can be granted here. */
function offeredScope(scope: Json, { freeScopes, roleScopes }: Profile): string {
  const offered = [...freeScopes, ...Object.values(roleScopes).flat()];
  return scopeTokens(scope)
    .filter((token) => offered.includes(token))
    .join(' ');
}

/** The client record of RFC 7591 3.2.1 and RFC 7592 3, as POST, GET and PUT answer it; `endpoint` is that of registrations. */
export function clientRecord(client: Client, endpoint: string): JsonObject {
  const { id, issuedAt, secret, secretExpiresAt, softwareStatement, registrationToken } = client;
  return {
    client_id: id,
    client_id_issued_at: issuedAt,
    ...(secret === null
      ? {}
      : { client_secret: secret, client_secret_expires_at: secretExpiresAt }),
    ...(registrationToken === null
      ? {}
      : {
          registration_access_token: registrationToken,
          registration_client_uri: `${endpoint}/${encodeURIComponent(id)}`,
        }),
    ...client.flattened,
    ...client.metadata,
    ...(softwareStatement === null ? {} : { software_statement: softwareStatement }),
  };
}
