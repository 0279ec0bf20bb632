import type { ClaimSpec, Profile } from '../model/profile.ts';
import { metadataMember } from './metadata-member.ts';
import { obUk33 } from './ob-uk-3.3.ts';
import { allOf, requestClaims, responseMembers } from './ob-uk-3.3-claims.ts';
import { wso2Ob3Deviations } from './wso2-ob3-deviations.ts';
import { wso2Paths } from './wso2-paths.ts';

const SOURCE = 'https://github.com/wso2/financial-services-accelerator/tree/3.0.0';

/** The claim without a form: presence and type are looked at, nothing else. */
function anyText(requirement: string, spec: Partial<ClaimSpec> = {}): ClaimSpec {
  return {
    type: 'string',
    presence: 'required',
    minLength: 1,
    clauses: { absent: requirement, empty: requirement, type: requirement },
    situation: 'request-claims',
    ...spec,
  };
}

const softwareId = anyText('OBUK-software_id-1', {
  presence: 'optional',
  clauses: { empty: 'OBUK-software_id-1', type: 'OBUK-software_id-1' },
});

const grantTypes: ClaimSpec = {
  type: 'array',
  presence: 'required',
  minItems: 1,
  maxLength: 43,
  values: [
    'client_credentials',
    'authorization_code',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:openid:params:grant-type:ciba',
  ],
  replaceable: true,
  clauses: allOf('OBUK-grant_types-2'),
  situation: 'client-metadata',
};

/** WSO2 Open Banking Accelerator 3 with its default configuration: Open Banking UK, whose identifiers may have any form. */
export const wso2Ob3: Profile = {
  ...obUk33,
  id: 'wso2-ob3',
  title: 'WSO2 Open Banking Accelerator 3',
  url: SOURCE,
  lineage: ['wso2-ob3', 'ob-uk-3.3'],
  request: {
    ...obUk33.request,
    claims: {
      ...requestClaims,
      iss: anyText('OBUK-iss-1'),
      aud: anyText('OBUK-aud-1'),
      jti: anyText('OBUK-jti-1'),
      software_id: softwareId,
      grant_types: grantTypes,
    },
    redirectsReplaced: true,
  },
  // The product looks at exp only; the statement of its own sample is of 2021.
  ssa: { ...obUk33.ssa, lifetime: 20 * 366 * 24 * 3600 },
  response: {
    ...obUk33.response,
    members: {
      ...responseMembers,
      software_id: metadataMember(softwareId),
      grant_types: metadataMember(grantTypes),
    },
  },
  overrides: [
    ...obUk33.overrides,
    {
      requirement: 'OBUK-grant_types-2',
      whenBroken: 'warn',
      reason:
        'The sample request of the product asks for the grant jwt-bearer, which DCR v3.3 does not list.',
      url: 'https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary',
    },
  ],
  paths: wso2Paths('/open-banking/0.1/register'),
  deviations: wso2Ob3Deviations,
};
