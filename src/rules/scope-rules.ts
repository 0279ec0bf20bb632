import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rule } from './rule.ts';

/** RFC 6749 3.3: tokens of printable ASCII without quote and backslash, one space between them. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** The tokens of a scope string; empty for anything else. */
export function scopeTokens(scope: unknown): readonly string[] {
  return typeof scope === 'string' ? scope.split(/\s+/).filter((token) => token !== '') : [];
}

/** `request.scope.*`: the scope is well formed, known here, and within the roles of the software. */
export function scopeRules(profile: Profile): readonly Rule<RegistrationInput>[] {
  if (profile.request.claims.scope === undefined) return [];
  const known = profile.request.claims.scope.values ?? null;
  const governed = new Set(Object.values(profile.roleScopes).flat());
  return [
    makeRule(
      'request.scope.syntax',
      'RFC6749-3.3-1',
      'client-metadata',
      'scope is not a list of tokens with one space between them',
      ({ metadata: { scope } }) => typeof scope === 'string' && scope !== '' && !SCOPE.test(scope),
    ),
    makeRule(
      'request.scope.known',
      ['OBUK-general-1', 'OBBR-7.1-9-1'],
      'client-metadata',
      'scope has a token that is not offered here',
      ({ metadata: { scope } }) =>
        known !== null && scopeTokens(scope).some((token) => !known.includes(token)),
    ),
    makeRule(
      'request.scope.within-roles',
      'OBUK-data-mapping-1',
      'client-metadata',
      'scope goes beyond the roles of the software',
      ({ metadata: { scope }, ssaClaims }) => {
        const roles = rolesOf(ssaClaims, profile);
        if (roles === null) return false;
        const granted = roles.flatMap((role) => profile.roleScopes[role] ?? []);
        return scopeTokens(scope).some((token) => governed.has(token) && !granted.includes(token));
      },
    ),
  ];
}

/** null where the statement says nothing about roles. */
function rolesOf(ssaClaims: JsonObject, profile: Profile): readonly string[] | null {
  const roles = ssaClaims[profile.ssa.names.roles];
  if (typeof roles === 'string') return [roles];
  if (!Array.isArray(roles)) return null;
  return roles.filter((role) => typeof role === 'string');
}
