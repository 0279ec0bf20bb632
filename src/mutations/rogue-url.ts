import type { Draft } from '../model/draft.ts';

/** Where the harness serves the public keys of those that nobody trusts, beside the key sets of the software. */
export const ROGUE_KEY_SET = '/rogue.jwks.json';

/** The URL of a key set that no server has a reason to fetch. */
export function rogueKeySetUrl(draft: Draft): string {
  const own = String(draft.ssa.claims.software_jwks_endpoint);
  return own.replace(/\/software\/[^/]*$/, ROGUE_KEY_SET);
}
