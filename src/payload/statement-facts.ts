import type { Json, JsonObject } from '../model/json.ts';
import type { Placeholder } from '../model/placeholders.ts';
import type { Profile } from '../model/profile.ts';

function strings(value: Json | undefined): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const found = (value as readonly Json[]).filter((item) => typeof item === 'string');
  return found.length === 0 ? null : found;
}

/** The software that an SSA is about; null where it does not say. */
export function softwareOf(claims: JsonObject, { ssa }: Profile): string | null {
  const id = claims[ssa.names.softwareId];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** What a given SSA says of the facts that a request repeats; what it is silent about is left out. */
export function statementFacts(
  claims: JsonObject,
  { ssa: { names } }: Profile,
): Partial<Record<Placeholder, Json>> {
  const facts: readonly (readonly [Placeholder, Json | null | undefined])[] = [
    ['software_id', claims[names.softwareId]],
    ['redirect_uris', strings(claims[names.redirectUris])],
    ['roles', strings(claims[names.roles])],
    ['client_name', claims[names.clientName]],
    ['jwks_uri', claims[names.jwksUri]],
    ['org_id', claims.org_id],
    ['org_name', claims.org_name],
    ['client_uri', claims.software_client_uri],
    ['ssa_issuer', claims.iss],
  ];
  return Object.fromEntries(facts.filter(([, value]) => value !== undefined && value !== null));
}

/** `scope` without what the roles of the SSA do not permit; unchanged where the SSA names no roles. */
export function permittedScope(scope: string, claims: JsonObject, profile: Profile): string {
  const roles = strings(claims[profile.ssa.names.roles]);
  if (roles === null) return scope;
  const permitted = new Set([
    ...profile.freeScopes,
    ...roles.flatMap((role) => profile.roleScopes[role] ?? []),
  ]);
  return scope
    .split(' ')
    .filter((name) => permitted.has(name))
    .join(' ');
}
