import type { Draft } from '../model/draft.ts';

/** Where the harness serves what no server has a reason to fetch, beside the key set of each software: `/rogue/<name of the set>.*`. */
export const ROGUE_PATH = /\/rogue\/([^/]+)\.(jwks\.json|pem)$/;

/** What a header or claim that points there has in it. */
export const ROGUE_FOLDER = '/rogue/';

function rogueUrl(draft: Draft, document: 'jwks.json' | 'pem'): string {
  const own = String(draft.ssa.claims.software_jwks_endpoint);
  return own.replace(/\/software\/([^/]+)\.jwks\.json$/, `${ROGUE_FOLDER}$1.${document}`);
}

/** The URL of a JWK Set with the public keys of those that nobody trusts. */
export function rogueKeySetUrl(draft: Draft): string {
  return rogueUrl(draft, 'jwks.json');
}

/** The URL of the TLS client certificate of the software in PEM (RFC 7515 4.1.5): genuine, but no key of a key set. */
export function certificateUrl(draft: Draft): string {
  return rogueUrl(draft, 'pem');
}
