import type { ClaimSpec, Profile } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';
import { obUk33 } from './ob-uk-3.3.ts';
import { allOf, requestClaims, responseMembers } from './ob-uk-3.3-claims.ts';
import { ukOverrides, ukText } from './ob-uk-overrides.ts';

/** What v3.4 says anew; `base` is the claim as v3.3 has it. */
const CHANGED: Readonly<Record<string, (base: ClaimSpec) => ClaimSpec>> = {
  grant_types: (base) => ({
    ...base,
    // Of the OpenAPI file; the length is that of its longest value.
    values: [...(base.values ?? []), 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    maxLength: 43,
    clauses: allOf('OBUK34-grant_types-1'),
  }),
  application_type: (base) => ({
    ...base,
    values: ['web', 'native'],
    clauses: allOf('OBUK34-application_type-1'),
  }),
  tls_client_auth_subject_dn: (base) => ({
    ...base,
    // Of the OpenAPI file, where the table of the text still says 128. Its pattern, CN first, is no rule of the text.
    maxLength: 512,
    clauses: allOf('OBUK34-tls_client_auth_subject_dn-1'),
  }),
};

const changed: Readonly<Record<string, ClaimSpec>> = Object.fromEntries(
  Object.entries(CHANGED).flatMap(([name, change]) => {
    const base = requestClaims[name];
    return base === undefined ? [] : [[name, change(base)]];
  }),
);

/** The row of v3.3 that v3.4 words anew, and what the new one is about. */
const REPLACED: readonly (readonly [row: string, reason: string])[] = [
  ['OBUK-grant_types-2', 'v3.4 adds a grant type: OBUK34-grant_types-1.'],
  ['OBUK-application_type-1', 'v3.4 says native, not mobile: OBUK34-application_type-1.'],
  [
    'OBUK-tls_client_auth_subject_dn-1',
    'v3.4 allows longer names: OBUK34-tls_client_auth_subject_dn-1.',
  ],
];

/** Open Banking UK Dynamic Client Registration v3.4: its text, and its OpenAPI file where that says more. */
export const obUk34: Profile = {
  ...obUk33,
  id: 'ob-uk-3.4',
  title: 'Open Banking UK Dynamic Client Registration v3.4',
  url: ukText('3.4'),
  lineage: ['ob-uk-3.4', 'ob-uk-3.3'],
  request: { ...obUk33.request, claims: { ...requestClaims, ...changed } },
  response: {
    ...obUk33.response,
    members: {
      ...responseMembers,
      ...Object.fromEntries(
        Object.entries(changed).map(([name, spec]) => [name, metadataMember(spec)]),
      ),
    },
  },
  overrides: [
    ...ukOverrides('3.4'),
    ...REPLACED.map(([requirement, reason]) => ({
      requirement,
      excluded: true,
      reason,
      url: `${ukText('3.4')}#data-dictionary`,
    })),
  ],
};
