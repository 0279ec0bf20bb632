import type { Requirement } from '../model/requirement.ts';
import { cdrAu } from './cdr-au.ts';
import type { RequirementDocument } from './define-document.ts';
import { fapi1Advanced } from './fapi1-advanced.ts';
import { fapi1Baseline } from './fapi1-baseline.ts';
import { obBrasil } from './ob-brasil.ts';
import { obUkDcr } from './ob-uk-dcr.ts';
import { obUkDcr34 } from './ob-uk-dcr-3.4.ts';
import { obUkDirectory } from './ob-uk-directory.ts';
import { oidcDiscovery } from './oidc-discovery.ts';
import { oidcRegistration } from './oidc-registration.ts';
import { rfc6749 } from './rfc6749.ts';
import { rfc6750 } from './rfc6750.ts';
import { rfc7515 } from './rfc7515.ts';
import { rfc7517 } from './rfc7517.ts';
import { rfc7518 } from './rfc7518.ts';
import { rfc7519 } from './rfc7519.ts';
import { rfc7523 } from './rfc7523.ts';
import { rfc7591 } from './rfc7591.ts';
import { rfc7592 } from './rfc7592.ts';
import { rfc8414 } from './rfc8414.ts';
import { rfc8705 } from './rfc8705.ts';
import { rfc8725 } from './rfc8725.ts';
import { rfc9700 } from './rfc9700.ts';
import { wso2Fs } from './wso2-fs.ts';
import { wso2Ob } from './wso2-ob.ts';

const ROWS = {
  ...rfc7591.rows,
  ...rfc7592.rows,
  ...oidcRegistration.rows,
  ...rfc7515.rows,
  ...rfc7517.rows,
  ...rfc7518.rows,
  ...rfc7519.rows,
  ...rfc8725.rows,
  ...rfc8705.rows,
  ...rfc7523.rows,
  ...rfc6750.rows,
  ...rfc6749.rows,
  ...rfc8414.rows,
  ...oidcDiscovery.rows,
  ...rfc9700.rows,
  ...fapi1Baseline.rows,
  ...fapi1Advanced.rows,
  ...obUkDcr.rows,
  ...obUkDcr34.rows,
  ...obUkDirectory.rows,
  ...cdrAu.rows,
  ...obBrasil.rows,
  ...wso2Ob.rows,
  ...wso2Fs.rows,
};

/** An id of the catalogue; an unknown one does not compile. */
export type RequirementId = keyof typeof ROWS;

/** The requirement catalogue: every row of every document, by id. */
export const REQUIREMENTS: Readonly<Record<RequirementId, Requirement>> = ROWS;

/** The documents behind the catalogue, in the order in which people read them. */
export const REQUIREMENT_DOCUMENTS: readonly RequirementDocument[] = [
  rfc7591,
  rfc7592,
  oidcRegistration,
  rfc7515,
  rfc7517,
  rfc7518,
  rfc7519,
  rfc8725,
  rfc8705,
  rfc7523,
  rfc6750,
  rfc6749,
  rfc8414,
  oidcDiscovery,
  rfc9700,
  fapi1Baseline,
  fapi1Advanced,
  obUkDcr,
  obUkDcr34,
  obUkDirectory,
  cdrAu,
  obBrasil,
  wso2Ob,
  wso2Fs,
];
