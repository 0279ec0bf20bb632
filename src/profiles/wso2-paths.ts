import type { ServerPaths } from '../model/profile.ts';

/** Default endpoints of WSO2 Identity Server; its issuer is its token endpoint. `registration` is at the gateway before it. */
export function wso2Paths(registration: string): ServerPaths {
  return {
    issuer: '/oauth2/token',
    registration,
    token: '/oauth2/token',
    introspection: '/oauth2/introspect',
    revocation: '/oauth2/revoke',
    authorization: '/oauth2/authorize',
    jwks: '/oauth2/jwks',
  };
}
