import type { Stimulus } from '../../../src/mutations/index.ts';
import { covers, placesOf } from '../../../src/mutations/places.ts';
import type { Prepared } from '../../../src/payload/prepare.ts';

/** Where the mutations of `prepared` changed something. */
export function changedPlaces({ records }: Prepared): readonly string[] {
  return [...new Set(records.map(({ path }) => path))];
}

/** How one token is signed: algorithm, key and signature go together. */
const SIGNING = /^(request|ssa)\.(header\.(alg|kid)|signature)$/;

/**
 * Changed places that `mutation` does not name. One about RSA signatures first brings a draft signed with ES256 over
 * to PS256, so that what it names is the only defect; there the three places of signing count as one.
 */
export function undeclared(
  mutation: Stimulus,
  changed: readonly string[],
  algorithm: 'PS256' | 'ES256',
): readonly string[] {
  const places = placesOf(mutation);
  const signed = places.flatMap((place) => SIGNING.exec(place)?.[1] ?? []);
  const brought = (path: string): boolean =>
    algorithm === 'ES256' && signed.includes(SIGNING.exec(path)?.[1] ?? '');
  return changed.filter((path) => !places.some((place) => covers(place, path)) && !brought(path));
}
