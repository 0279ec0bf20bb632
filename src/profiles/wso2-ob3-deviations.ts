import type { KnownDeviation } from '../model/profile.ts';
import { ACCEPTED, known } from './wso2-known.ts';

const SOURCE =
  'https://github.com/wso2/financial-services-accelerator/tree/3.0.0/open-banking-accelerator';
const IDENTITY = `${SOURCE}/components/com.wso2.openbanking.accelerator.identity`;
const GATEWAY = `${SOURCE}/components/com.wso2.openbanking.accelerator.gateway`;

/** What WSO2 Open Banking Accelerator 3 accepts, though a specification has it refused. */
const unchecked: readonly KnownDeviation[] = [
  ...known(
    'Redirect URIs are not compared with the statement; those of the statement are registered, those of the request shown.',
    IDENTITY,
    { checks: ['refusal.accepted', 'success.redirect-uris'] },
    'OBUK-redirect_uris-1',
  ),
  ...known(
    'The form of redirect URIs is not checked.',
    IDENTITY,
    ACCEPTED,
    'OBUK-redirect_uris-2',
    'OBUK-redirect_uris-3',
    'OBUK-redirect_uris-4',
    'FAPI1B-5.2.2-20-1',
    'FAPI1B-7.5-1',
    'RFC6749-3.1.2-1',
    'RFC6749-3.1.2-2',
    'RFC7591-5-3',
  ),
  ...known(
    'A signature may have whichever algorithm its header names, RS256 as well.',
    GATEWAY,
    ACCEPTED,
    'FAPI1A-8.6-1',
    'FAPI1A-8.6-2',
    'OBUK-SSA-header-2',
  ),
  ...known(
    'jti is neither demanded nor remembered: a request can be sent twice.',
    IDENTITY,
    { checks: ['refusal.accepted', 'registration.replay'] },
    'OBUK-jti-1',
    'RFC7519-4.1.7-1',
  ),
  ...known(
    'aud has to be there; which one it is is not looked at unless audience.allowed_values is set.',
    IDENTITY,
    ACCEPTED,
    'RFC7519-4.1.3-1',
    'OBUK-aud-1',
    'RFC8725-3.9-1',
  ),
  ...known(
    'iat, exp, scope, application_type and request_object_signing_alg are optional by default, and may be what they like.',
    IDENTITY,
    ACCEPTED,
    'OBUK-iat-1',
    'OBUK-exp-2',
    'OBUK-scope-1',
    'OBUK-application_type-1',
    'OBUK-request_object_signing_alg-1',
  ),
  ...known(
    'No values are ruled out unless allowed_values is set.',
    IDENTITY,
    ACCEPTED,
    'OBUK-general-1',
    'OBUK-grant_types-2',
    'OBUK-token_endpoint_auth_method-1',
    'FAPI1A-5.2.2-2-1',
    'FAPI1A-5.2.2-14-1',
  ),
  ...known(
    'software_id of the request is not compared with the statement.',
    IDENTITY,
    ACCEPTED,
    'OBUK-software_id-1',
  ),
  ...known(
    'The issuer of a statement is not looked at, only its signature.',
    IDENTITY,
    ACCEPTED,
    'RFC7591-2.3-2',
    'RFC7591-3.2.2-10',
  ),
  ...known(
    'What goes with private_key_jwt and tls_client_auth is not demanded.',
    IDENTITY,
    ACCEPTED,
    'OBUK-token_endpoint_auth_signing_alg-1',
    'OBUK-tls_client_auth_subject_dn-1',
    'RFC8705-2.1.2-1',
  ),
  ...known(
    'The client certificate is not compared with the software of the statement.',
    GATEWAY,
    {},
    'OBUK-SSA-request-validation-1',
  ),
];

/** What its answers look like. */
const answers: readonly KnownDeviation[] = [
  ...known(
    'The gateway answers with {"errors": [{Code, Title, Message}]}, not with the error response of RFC 7591.',
    GATEWAY,
    { checks: ['refusal.code-registered'], seen: '\\nabsent$' },
    'RFC7591-3.2.2-4',
    'OBUK-error-structure-1',
  ),
  ...known(
    'A statement that cannot be parsed, and other failures behind the gateway, are answered with 500.',
    IDENTITY,
    { checks: ['refusal.status', 'probe.orderly'], seen: '\\b500\\b' },
    'RFC7591-3.2.2-2',
    'RFC7591-3.1.1-1',
    'OBUK-jws-2',
  ),
  ...known(
    'A 401 is empty, or carries the challenge OAuth2 realm="WSO2 API Manager".',
    GATEWAY,
    { checks: ['bearer.challenge'] },
    'RFC6750-3-1',
    'RFC6750-3-2',
    'OBUK-openapi-1',
  ),
  ...known(
    'client_id_issued_at is a string of digits before June 2025.',
    IDENTITY,
    { checks: ['success.times', 'success.members-legal'], seen: '\\n"?\\d{10}"?$' },
    'OIDCR-3.2-6',
    'OBUK-client_id_issued_at-1',
  ),
  ...known(
    'token_endpoint_auth_signing_alg, tls_client_auth_subject_dn, the encryption algorithms and the CIBA metadata are never returned.',
    IDENTITY,
    {
      checks: ['success.members-present'],
      seen: '(token_endpoint_auth_signing_alg|tls_client_auth_subject_dn|backchannel_\\w+)',
    },
    'RFC7591-3.2.1-7',
  ),
  ...known(
    'The claims of a statement of the OB Directory are not returned at top level.',
    IDENTITY,
    { checks: ['success.ssa-flattened'] },
    'OBUK-general-2',
    'RFC7591-3.2.1-9',
  ),
  ...known(
    'Answers carry no Cache-Control header.',
    GATEWAY,
    { checks: ['success.caching'] },
    'RFC6749-5.1-1',
  ),
];

/** Where WSO2 Open Banking Accelerator 3 departs from the specifications with its default configuration. */
export const wso2Ob3Deviations: readonly KnownDeviation[] = [...unchecked, ...answers];
