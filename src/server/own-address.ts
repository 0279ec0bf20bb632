import type { Profile } from '../model/profile.ts';

/** How this server is known at the issuer of its software statements: base62, 18 characters at most (DCR v3.3, aud). */
export const AUDIENCE = 'RefBank0015800001';

/** The id under which requests of `profile` address this server; null where they name its issuer. */
export function addressOf({ request }: Pick<Profile, 'request'>): string | null {
  const { pattern } = request.claims.aud ?? {};
  return pattern === undefined || new RegExp(pattern).test(AUDIENCE) ? AUDIENCE : null;
}
