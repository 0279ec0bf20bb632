import type { KnownDeviation } from '../model/profile.ts';
import { ACCEPTED, known } from './wso2-known.ts';

const SOURCE = 'https://github.com/wso2/financial-services-accelerator';
const DOCS = 'https://github.com/wso2/docs-open-banking';

/** Where WSO2 Financial Services Accelerator 4 departs from the specifications with its default configuration. */
export const wso2Fs4Deviations: readonly KnownDeviation[] = [
  ...known(
    'The request mediator answers invalid_request or unauthorized, which are no codes of a registration.',
    SOURCE,
    { checks: ['refusal.code-registered'], seen: '\\n"?(invalid_request|unauthorized)"?$' },
    'OBUK-error-structure-1',
    'RFC7591-3.2.2-4',
  ),
  ...known(
    'A 401 of the request mediator carries no challenge.',
    SOURCE,
    { checks: ['bearer.challenge'] },
    'RFC6750-3-1',
    'RFC6750-3-2',
    'OBUK-openapi-1',
  ),
  ...known(
    'A body that is not application/jwt is taken as plain claims, without a signature.',
    SOURCE,
    ACCEPTED,
    'OBUK-jws-1',
    'RFC7515-5.2-1',
    'RFC7519-7.2-1',
  ),
  ...known(
    'The signature of a request may have whichever algorithm its header names.',
    SOURCE,
    ACCEPTED,
    'FAPI1A-8.6-1',
    'FAPI1A-8.6-2',
  ),
  ...known(
    'One redirect URI over https is enough: the others of the list are not looked at.',
    SOURCE,
    ACCEPTED,
    'OBUK-redirect_uris-2',
    'OBUK-redirect_uris-3',
    'FAPI1B-5.2.2-20-1',
    'FAPI1B-7.5-1',
    'RFC7591-5-3',
  ),
  ...known(
    'aud has to be there; which one it is is not looked at unless allowed_values is set.',
    SOURCE,
    ACCEPTED,
    'RFC7519-4.1.3-1',
    'OBUK-aud-1',
    'RFC8725-3.9-1',
  ),
  ...known(
    'response_types are not checked.',
    SOURCE,
    ACCEPTED,
    'FAPI1A-5.2.2-2-1',
    'OBUK-general-1',
  ),
  ...known(
    'redirect_uris is demanded, where DCR v3.3 takes those of the statement.',
    SOURCE,
    {},
    'OBUK-redirect_uris-5',
  ),
  ...known(
    'client_name, jwks_uri, require_signed_request_object and tls_client_certificate_bound_access_tokens are taken out of the answer.',
    SOURCE,
    { checks: ['success.members-present', 'success.ssa-flattened'] },
    'RFC7591-3.2.1-7',
    'RFC7591-3.2.1-9',
    'OBUK-general-2',
  ),
  ...known(
    'response_types comes back as the text of a list.',
    DOCS,
    {
      checks: ['success.members-legal', 'default.response-types'],
      seen: '\\n"?\\[(code.*)?\\]"?$',
    },
    'OBUK-general-1',
    'OBUK-response_types-1',
  ),
  ...known(
    'Several redirect URIs come back as one element, regexp=(a|b).',
    DOCS,
    { checks: ['success.redirect-uris', 'success.members-legal'], seen: 'regexp=' },
    'OBUK-redirect_uris-1',
    'OBUK-redirect_uris-4',
    'OIDCR-3.2-1',
    'RFC7591-3.2.1-7',
  ),
  ...known(
    'A client that needs no secret gets one of 44 characters.',
    DOCS,
    { checks: ['success.members-legal'] },
    'OBUK-client_secret-1',
  ),
];
