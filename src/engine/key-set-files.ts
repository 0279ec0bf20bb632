import type { TrustMaterial } from '../keys/trust-material.ts';
import { createKeySets } from './hosting.ts';

/** The name under which every software has its key set where the sets are static files. */
export const SHARED_KEY_SET = 'all';

/**
 * The public key sets as files for static hosting, by path below `--jwks-base-url`: of the directory, one for every software, and
 * of the organisation.
 */
export function keySetFiles(
  trust: Pick<TrustMaterial, 'directoryJwks' | 'softwareJwks' | 'key' | 'client' | 'organisation'>,
): readonly { readonly path: string; readonly text: string }[] {
  const { find } = createKeySets(trust);
  const owners = [`/software/${SHARED_KEY_SET}`, `/organisation/${trust.organisation.orgId}`];
  const paths = [
    '/directory.jwks.json',
    ...owners.flatMap((owner) => [`${owner}.jwks.json`, `${owner}.revoked.jwks.json`]),
  ];
  return paths.map((path) => ({ path: path.slice(1), text: `${find(path).body}\n` }));
}
