import type { JsonObject } from '../model/json.ts';
import type { ServerPaths } from '../model/profile.ts';
import { isRowOf } from '../requirements/applies.ts';
import { pathsOf } from './paths.ts';
import { listedValues, offeredAuthMethods, type ServerContext } from './server-context.ts';

/** The server's metadata under the origin it was asked at (OpenID Discovery 3, RFC 8414 2). */
export function discoveryDocument(server: ServerContext, origin: string): JsonObject {
  const { request, freeScopes, roleScopes } = server.profile;
  const values = (claim: string): readonly string[] => listedValues(server, claim);
  const methods = offeredAuthMethods(server);
  const scopes = [...freeScopes, ...Object.values(roleScopes).flat()];
  const offered = request.claims.scope?.values;
  const paths = pathsOf(server.profile);
  return server.faults.discovery({
    issuer: `${origin}${paths.issuer}`,
    authorization_endpoint: `${origin}${paths.authorization}`,
    token_endpoint: `${origin}${paths.token}`,
    registration_endpoint: `${origin}${paths.registration}`,
    introspection_endpoint: `${origin}${paths.introspection}`,
    revocation_endpoint: `${origin}${paths.revocation}`,
    jwks_uri: `${origin}${paths.jwks}`,
    request_parameter_supported: true,
    require_signed_request_object: request.format === 'jwt',
    response_modes_supported: ['query', 'fragment'],
    service_documentation: `${origin}/openapi.json`,
    scopes_supported: scopes.filter((scope) => offered === undefined || offered.includes(scope)),
    response_types_supported: values('response_types'),
    grant_types_supported: values('grant_types'),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: request.algorithms,
    request_object_signing_alg_values_supported: request.algorithms,
    tls_client_certificate_bound_access_tokens: server.mtls,
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: request.algorithms,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: request.algorithms,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: request.algorithms,
    ...(isRowOf(server.profile, 'OBBR-6.1-5-1') ? ofBrazil(origin, paths) : {}),
  });
}

/** Endpoints under their mutual TLS names, which are the only ones here (Open Finance Brasil DCR 6.1). */
function ofBrazil(origin: string, paths: ServerPaths): JsonObject {
  const userinfo = `${origin}/userinfo`;
  return {
    userinfo_endpoint: userinfo,
    mtls_endpoint_aliases: {
      token_endpoint: `${origin}${paths.token}`,
      registration_endpoint: `${origin}${paths.registration}`,
      userinfo_endpoint: userinfo,
    },
  };
}
