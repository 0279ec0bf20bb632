import type { Draft } from '../model/draft.ts';

/** Where the harness serves what no server has a reason to fetch, beside the key set of each software: `/rogue/<name of the set>.*`. */
export const ROGUE_PATH = /\/rogue\/([^/]+)\.(jwks\.json|pem)$/;

export const ROGUE_FOLDER = '/rogue/';

const OURS = /\/software\/([^/]+)\.jwks\.json$/;

/** Beside the key set that the SSA names; where a real directory has made that, no more than a path. */
function rogueUrl(draft: Draft, document: 'jwks.json' | 'pem'): string {
  const own = keyLocation(draft);
  return OURS.test(own)
    ? own.replace(OURS, `${ROGUE_FOLDER}$1.${document}`)
    : `${ROGUE_FOLDER}${draft.softwareId}.${document}`;
}

/** True where `parts` of a token point to what the harness alone would serve. */
export function pointsToRogue(...parts: readonly unknown[]): boolean {
  return /\/rogue\/[^/"]+\.(?:jwks\.json|pem)"/.test(JSON.stringify(parts));
}

/** The URL of a JWK Set with the public keys of those that nobody trusts. */
export function rogueKeySetUrl(draft: Draft): string {
  return rogueUrl(draft, 'jwks.json');
}

/** The URL of the TLS client certificate of the software in PEM (RFC 7515 4.1.5): genuine, but no key of a key set. */
export function certificateUrl(draft: Draft): string {
  return rogueUrl(draft, 'pem');
}

/** Where the SSA of the draft says that the keys of the software are, whatever its ecosystem calls the claim. */
export function keyLocation({ ssa: { claims: ssa } }: Draft): string {
  return String(ssa.software_jwks_endpoint ?? ssa.software_jwks_uri ?? ssa.jwks_uri);
}
