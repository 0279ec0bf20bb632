import type { ClaimSpec, Profile } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';
import { obUk33 } from './ob-uk-3.3.ts';
import { requestClaims, responseMembers } from './ob-uk-3.3-claims.ts';
import { ukOverrides, ukText } from './ob-uk-overrides.ts';

/** v3.3 brought them, with the grant. */
const CIBA = /^backchannel_/;

const grantTypes: ClaimSpec = {
  type: 'array',
  presence: 'required',
  minItems: 1,
  maxLength: 32,
  values: ['client_credentials', 'authorization_code', 'refresh_token'],
  replaceable: true,
  clauses: {
    absent: 'OBUK-grant_types-1',
    empty: 'OBUK-grant_types-1',
    type: 'OBUK-grant_types-1',
    value: 'OBUK-grant_types-1',
    length: 'OBUK-grant_types-1',
  },
  situation: 'client-metadata',
};

function withoutCiba(
  claims: Readonly<Record<string, ClaimSpec>>,
): Readonly<Record<string, ClaimSpec>> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !CIBA.test(name)));
}

/** Open Banking UK Dynamic Client Registration v3.2: v3.3 without CIBA. */
export const obUk32: Profile = {
  ...obUk33,
  id: 'ob-uk-3.2',
  title: 'Open Banking UK Dynamic Client Registration v3.2',
  url: ukText('3.2'),
  lineage: ['ob-uk-3.2'],
  request: {
    ...obUk33.request,
    claims: { ...withoutCiba(requestClaims), grant_types: grantTypes },
  },
  response: {
    ...obUk33.response,
    members: { ...withoutCiba(responseMembers), grant_types: metadataMember(grantTypes) },
  },
  overrides: ukOverrides('3.2'),
};
