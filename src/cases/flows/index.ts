/** The cases of several steps: state, credentials and transport, each with its own controls. */
import type { FlowCase } from '../../model/case.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { ATTESTED_SCOPE } from './attested-scope.ts';
import { CERTIFICATES } from './certificates.ts';
import { CLIENT_USE_ASSERTION } from './client-use-assertion.ts';
import { CLIENT_USE_AUTHORIZATION } from './client-use-authorization.ts';
import { CLIENT_USE_REQUEST } from './client-use-request.ts';
import { CLIENT_USE_TLS } from './client-use-tls.ts';
import { CLIENT_USE_TOKEN } from './client-use-token.ts';
import { DISCOVERY } from './discovery.ts';
import { ERROR_SHAPE } from './error-shape.ts';
import { INTROSPECTION } from './introspection.ts';
import { MANAGEMENT_ACCESS } from './management-access.ts';
import { MANAGEMENT_DELETE } from './management-delete.ts';
import { MANAGEMENT_IDENTITY } from './management-identity.ts';
import { MANAGEMENT_MEMBERS } from './management-members.ts';
import { MANAGEMENT_ROUTING } from './management-routing.ts';
import { MANAGEMENT_UNKNOWN } from './management-unknown.ts';
import { MANAGEMENT_UPDATE } from './management-update.ts';
import { ONE_REGISTRATION } from './one-registration.ts';
import { REGISTRATION } from './registration.ts';
import { RESPONSE_SHAPE } from './response-shape.ts';
import { SIGNED_DEFAULTS } from './signed-defaults.ts';
import { TOKEN_SCOPE } from './token-scope.ts';
import { TRANSPORT } from './transport.ts';

export const FLOW_CASES: readonly FlowCase<RequirementId>[] = [
  ...DISCOVERY,
  ...REGISTRATION,
  ...ONE_REGISTRATION,
  ...ATTESTED_SCOPE,
  ...SIGNED_DEFAULTS,
  ...RESPONSE_SHAPE,
  ...ERROR_SHAPE,
  ...MANAGEMENT_ACCESS,
  ...MANAGEMENT_UNKNOWN,
  ...TOKEN_SCOPE,
  ...MANAGEMENT_UPDATE,
  ...MANAGEMENT_MEMBERS,
  ...MANAGEMENT_IDENTITY,
  ...MANAGEMENT_DELETE,
  ...MANAGEMENT_ROUTING,
  ...CLIENT_USE_TOKEN,
  ...CLIENT_USE_TLS,
  ...CLIENT_USE_ASSERTION,
  ...CLIENT_USE_REQUEST,
  ...CLIENT_USE_AUTHORIZATION,
  ...INTROSPECTION,
  ...TRANSPORT,
  ...CERTIFICATES,
];
