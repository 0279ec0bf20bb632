import type { Profile, ServerPaths } from '../model/profile.ts';

/** Where the server answers, as long as no product says otherwise. */
export const OWN_PATHS: ServerPaths = {
  issuer: '',
  registration: '/register',
  token: '/token',
  introspection: '/introspect',
  revocation: '/revoke',
  authorization: '/authorize',
  jwks: '/jwks',
};

/** The paths under which a server of `profile` publishes its endpoints. */
export function pathsOf({ paths }: Pick<Profile, 'paths'>): ServerPaths {
  return paths ?? OWN_PATHS;
}

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';

/** Where the discovery document is: after the issuer (OpenID Discovery 4), and between host and path of it (RFC 8414 3.1). */
export function discoveryPaths(profile: Pick<Profile, 'paths'>): readonly [string, string] {
  const { issuer } = pathsOf(profile);
  return [`${issuer}${OPENID}`, `${OAUTH}${issuer}`];
}

const ENDPOINTS = [
  'registration',
  'token',
  'introspection',
  'revocation',
  'authorization',
  'jwks',
] as const;

/** `path` as the routes know it, where a server of `profile` publishes another. */
export function ownPath(profile: Pick<Profile, 'paths'>, path: string): string {
  const theirs = pathsOf(profile);
  const name = ENDPOINTS.find(
    (each) =>
      path === theirs[each] || (each === 'registration' && path.startsWith(`${theirs[each]}/`)),
  );
  return name === undefined ? path : path.replace(theirs[name], OWN_PATHS[name]);
}
