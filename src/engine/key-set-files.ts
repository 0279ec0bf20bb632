import type { TrustMaterial } from '../keys/trust-material.ts';
import { ROGUE_FOLDER } from '../mutations/index.ts';
import { createKeySets } from './hosting.ts';

/** The name under which every software has its key set where the sets are static files. */
export const SHARED_KEY_SET = 'all';

/**
 * The public key sets as files for static hosting, by path below `--jwks-base-url`: of the directory, one for every software,
 * of the organisation, and what nobody should trust or fetch.
 */
export function keySetFiles(
  trust: Pick<TrustMaterial, 'directoryJwks' | 'softwareJwks' | 'key' | 'organisation' | 'client'>,
): readonly { readonly path: string; readonly text: string }[] {
  const { find } = createKeySets(trust);
  const owners = [`/software/${SHARED_KEY_SET}`, `/organisation/${trust.organisation.orgId}`];
  const paths = [
    '/directory.jwks.json',
    ...owners.flatMap((owner) => [`${owner}.jwks.json`, `${owner}.revoked.jwks.json`]),
    ...['jwks.json', 'pem'].map((document) => `${ROGUE_FOLDER}${SHARED_KEY_SET}.${document}`),
  ];
  return paths.map((path) => ({ path: path.slice(1), text: `${find(path).body}\n` }));
}
