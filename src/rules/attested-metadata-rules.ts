import type { Profile } from '../model/profile.ts';
import { activeRoles } from './active-roles.ts';
import { hasStandardTypes } from './distinguished-name.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rows, Rule } from './rule.ts';
import { scopeTokens } from './scope-rules.ts';

function rule(
  id: string,
  rows: Rows,
  complaint: string,
  broken: (input: RegistrationInput) => boolean,
): Rule<RegistrationInput> {
  return makeRule(id, rows, 'client-metadata', complaint, broken);
}

/** Where a request in plain JSON stands on a statement of its directory (Open Finance Brasil DCR, 7.1 and 7.2). */
export function attestedMetadataRules(profile: Profile): readonly Rule<RegistrationInput>[] {
  const governed = Object.values(profile.roleScopes).flat();
  const { jwksUri } = profile.ssa.names;
  return [
    rule(
      'request.jwks.by-value',
      'OBBR-7.1-4-1',
      'jwks is not taken by value',
      ({ claims }) => claims.jwks !== undefined,
    ),
    rule(
      'request.jwks-uri.attested',
      'OBBR-7.1-5-1',
      'jwks_uri is not the one of the software statement',
      ({ claims, ssaClaims }) =>
        claims.jwks_uri !== undefined &&
        ssaClaims[jwksUri] !== undefined &&
        claims.jwks_uri !== ssaClaims[jwksUri],
    ),
    rule(
      'request.tls-subject.types',
      'OBBR-7.1.2-1',
      'a type of the certificate subject is neither a name of RFC 4514 nor an OID',
      ({ metadata: { tls_client_auth_subject_dn: dn } }) =>
        typeof dn === 'string' && !hasStandardTypes(dn),
    ),
    rule(
      'request.scope.active-roles',
      ['OBBR-7.1-9-1', 'OBBR-7.2-1'],
      'scope goes beyond the active roles of the software',
      ({ claims: { scope }, ssaClaims }) => {
        const roles = activeRoles(ssaClaims);
        if (roles === null) return false;
        const granted = roles.flatMap((role) => profile.roleScopes[role] ?? []);
        return scopeTokens(scope).some(
          (token) => governed.includes(token) && !granted.includes(token),
        );
      },
    ),
  ];
}
