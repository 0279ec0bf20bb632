import type { Profile, RequirementOverride } from '../model/profile.ts';
import { obUk33 } from './ob-uk-3.3.ts';
import { wso2Fs4Deviations } from './wso2-fs4-deviations.ts';
import { wso2Paths } from './wso2-paths.ts';

const SOURCE = 'https://github.com/wso2/financial-services-accelerator';

/** Rows about plain JSON that RFC 7591 has, and a signed request has no place for. */
const UNSIGNED: readonly RequirementOverride[] = (
  [
    [
      'RFC7591-2-2',
      'The redirect URIs come from the statement where the request has none: RFC7591-5-2 is asked instead.',
    ],
    ['RFC7591-2-8', 'Keys come from the statement; jwks is no claim of the product.'],
    [
      'RFC7591-3-1',
      'The product is asked for signed requests; that it takes unsigned ones as well is WSO2-request-mediator-1.',
    ],
    ['RFC7591-3.1-1', 'The product is asked for signed requests: the claims of a JWT.'],
    [
      'RFC7591-5-6',
      'DCR v3.3 lets a bank allow several clients of one software; what the product does is WSO2-identity-server-2.',
    ],
  ] as const
).map(([requirement, reason]) => ({ requirement, excluded: true, reason, url: SOURCE }));

/** WSO2 Financial Services Accelerator 4 with its default configuration, on top of Open Banking UK DCR v3.3. */
export const wso2Fs4: Profile = {
  ...obUk33,
  id: 'wso2-fs4',
  title: 'WSO2 Financial Services Accelerator 4',
  url: SOURCE,
  lineage: ['wso2-fs4', 'ob-uk-3.3'],
  request: {
    ...obUk33.request,
    // openid is not among the scopes that the product allows by default.
    values: { ...obUk33.request.values, scope: 'accounts payments fundsconfirmations' },
  },
  overrides: [...obUk33.overrides, ...UNSIGNED],
  paths: wso2Paths('/open-banking/v3.3.0/register'),
  deviations: wso2Fs4Deviations,
};
