import type { RequirementId } from './index.ts';

/**
 * Duties that Open Banking UK and another ecosystem each write down, in words of their own. Whoever cites the row of one
 * cites those of the others with it: a rule, a mutation or a case says what it is about once, and a profile takes its own
 * row. Only where a violation of the one is a violation of the other; what merely resembles it is not listed.
 */
const OF_UK: Readonly<Partial<Record<RequirementId, readonly RequirementId[]>>> = {
  'OBUK-discovery-1': ['CDRAU-discovery-1'],
  'OBUK-jws-1': ['CDRAU-registration-request-1'],
  'OBUK-jws-5': ['CDRAU-transaction-security-1'],
  'OBUK-authentication-1': ['CDRAU-endpoints-2', 'OBBR-7.1-1-1'],
  'OBUK-authentication-2': ['CDRAU-endpoints-3', 'OBBR-9.3.2-2-1'],
  'OBUK-post-1': ['CDRAU-registration-response-1', 'OBBR-openapi-1'],
  'OBUK-get-1': ['CDRAU-endpoints-1', 'RFC7592-3-3'],
  'OBUK-delete-2': ['CDRAU-management-errors-1'],
  'OBUK-iss-1': ['CDRAU-registration-request-3'],
  'OBUK-exp-1': ['RFC7519-4.1.4-1'],
  'OBUK-aud-1': ['CDRAU-registration-request-5'],
  'OBUK-aud-2': ['CDRAU-registration-request-5'],
  'OBUK-redirect_uris-1': ['CDRAU-registration-request-6', 'OBBR-7.1-6-1'],
  'OBUK-redirect_uris-2': ['FAPI1B-5.2.2-20-1'],
  'OBUK-redirect_uris-5': ['CDRAU-registration-request-6'],
  'OBUK-token_endpoint_auth_method-1': ['CDRAU-registration-request-7', 'OBBR-openapi-5'],
  'OBUK-token_endpoint_auth_signing_alg-1': ['CDRAU-registration-request-8'],
  'OBUK-grant_types-1': ['CDRAU-registration-request-9', 'OBBR-openapi-5'],
  'OBUK-application_type-1': ['CDRAU-registration-request-11'],
  'OBUK-id_token_signed_response_alg-1': ['CDRAU-registration-request-12'],
  'OBUK-software_statement-1': ['CDRAU-registration-request-18', 'OBBR-7.1-2-1'],
  'OBUK-software_statement-2': ['CDRAU-registration-response-2'],
  'OBUK-error-structure-1': ['CDRAU-registration-errors-2', 'OBBR-openapi-3'],
  'OBUK-openapi-1': ['CDRAU-management-errors-1'],
  'OBUK-SSA-header-2': ['CDRAU-SSA-1', 'OBBR-7.1-2-1'],
  'OBUK-SSA-payload-1': ['CDRAU-SSA-definition-2'],
  'OBUK-SSA-payload-5': ['CDRAU-SSA-definition-2'],
  'OBUK-SSA-request-validation-2': ['CDRAU-registration-validation-2'],
  'OBUK-SSA-request-validation-3': ['CDRAU-registration-validation-1', 'CDRAU-SSA-3', 'OBBR-8-1'],
  'OBUK-redirect_uris-4': ['OBBR-openapi-4'],
  'OBUK-SSA-request-validation-1': ['OBBR-7.1-14-1', 'OBBR-9.3.1-4-1'],
  'OBUK-SSA-lifetime-1': ['OBBR-7.1-3-1'],
  'CDRAU-registration-validation-3': ['OBBR-9.3.1-5-1'],
};

/** The rows of other ecosystems, or of what they are built on, that say what row `id` says. */
export function counterpartsOf(id: string): readonly string[] {
  return OF_UK[id as RequirementId] ?? [];
}
