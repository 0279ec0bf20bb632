import type { Profile } from '../model/profile.ts';
import { isRowOf } from '../requirements/applies.ts';
import { parseJws } from '../rules/jws.ts';
import { demandedBy, type Rule } from '../rules/rule.ts';
import { scopeTokens } from '../rules/scope-rules.ts';
import { isForeign } from '../rules/ssa-rules.ts';
import type { Client } from './client-store.ts';
import type { PeerCertificate } from './peer-certificate.ts';
import type { Grant } from './token-store.ts';

/** A call of the management endpoint, as far as its credential goes. */
export interface ManagementInput {
  readonly token: string | null;
  /** What the token stands for; null when it is unknown or has expired. */
  readonly grant: Grant | null;
  /** The client that the path names. */
  readonly client: Client | null;
  readonly certificate: PeerCertificate | null;
}

/** The rule whose violation is answered 403 (RFC 6750 3.1, insufficient_scope). */
export const SCOPE_RULE = 'token.scope';

/** The token was issued for the scope that manages clients, where the profile has one. */
function scopeRule({ management: { scope } }: Profile): readonly Rule<ManagementInput>[] {
  if (scope === undefined) return [];
  return [
    {
      id: SCOPE_RULE,
      ...demandedBy(['CDRAU-endpoints-3', 'RFC6750-3.1-2']),
      situation: 'foreign-client',
      description: `the access token has the scope ${scope}`,
      test: ({ grant }) =>
        grant !== null && !scopeTokens(grant.scope).includes(scope)
          ? `the access token lacks the scope ${scope}`
          : null,
    },
  ];
}

/** Whoever manages a client shows a certificate of its organisation again (Open Finance Brasil DCR 9.3.2). */
function organisationRule({ ssa, ...profile }: Profile): readonly Rule<ManagementInput>[] {
  const { softwareId } = ssa.names;
  const rule: Rule<ManagementInput> = {
    id: 'token.certificate-of-organisation',
    requirement: 'OBBR-9.3.2-3-1',
    situation: 'no-certificate',
    description: 'the client certificate belongs to the organisation of the client',
    test: ({ client, certificate }) => {
      const statement = client?.softwareStatement ?? null;
      if (certificate === null || statement === null) return null;
      return isForeign(certificate, parseJws(statement).payload.value, softwareId)
        ? 'the client certificate belongs to another organisation than the client'
        : null;
    },
  };
  return isRowOf(profile, rule.requirement) ? [rule] : [];
}

/** GET, PUT and DELETE need a living token of that very client (DCR v3.3, authentication; RFC 6750 3.1). */
export function managementRules(profile: Profile): readonly Rule<ManagementInput>[] {
  return [...ofEveryProfile, ...scopeRule(profile), ...organisationRule(profile)];
}

const ofEveryProfile: readonly Rule<ManagementInput>[] = [
  {
    id: 'token.present',
    ...demandedBy(['OBUK-authentication-2', 'RFC7592-2-1', 'OIDCR-4.4-1']),
    situation: 'token-missing',
    description: 'an access token is sent',
    test: ({ token }) => (token === null ? 'an access token is required' : null),
  },
  {
    id: 'token.valid',
    ...demandedBy(['OBUK-authentication-2', 'RFC7592-2.1-3', 'OIDCR-4.4-1']),
    situation: 'token-invalid',
    description: 'the access token is valid',
    test: ({ token, grant }) =>
      token !== null && grant === null ? 'the access token is not valid' : null,
  },
  {
    id: 'token.certificate',
    requirement: 'RFC8705-3-1',
    situation: 'token-invalid',
    description: 'the access token comes with the certificate that it is bound to',
    test: ({ grant, certificate }) => {
      const bound = grant?.thumbprint ?? null;
      return bound !== null && certificate?.thumbprint !== bound
        ? 'the access token is bound to another certificate'
        : null;
    },
  },
  {
    id: 'token.own-client',
    ...demandedBy(['OBUK-authentication-2', 'RFC7592-B-1']),
    situation: 'foreign-client',
    description: 'the access token belongs to the client in the path',
    test: ({ grant, client }) =>
      grant !== null && client !== null && grant.clientId !== client.id
        ? 'the access token is not for this client'
        : null,
  },
];
