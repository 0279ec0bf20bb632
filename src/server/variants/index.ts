import { type Profile, registersOpenly } from '../../model/profile.ts';
import { discoveryVariants } from './discovery.ts';
import { errorVariants } from './errors.ts';
import { httpVariants } from './http.ts';
import { openVariants } from './open.ts';
import { operationVariants, tokenVariants } from './operations.ts';
import { policyVariants } from './policies.ts';
import { recordVariants } from './records.ts';
import { replacementVariants } from './replacements.ts';
import type { Variant } from './variant.ts';

/** Every legal way to differ from the intact server, for tests that must not mind. */
export const VARIANTS: readonly Variant[] = [
  ...errorVariants,
  ...httpVariants,
  ...recordVariants,
  ...replacementVariants,
  ...policyVariants,
  ...operationVariants,
  ...tokenVariants,
  ...discoveryVariants,
];

function isAllowed({ where, mediaTypes = [] }: Variant, profile: Profile): boolean {
  const known = mediaTypes.every((type) => profile.request.mediaTypes.includes(type));
  return known && (where?.(profile) ?? true);
}

/** Those of a profile: where clients register in plain JSON, what is particular to signed requests has no place. */
export function variantsFor(profile: Profile): readonly Variant[] {
  if (!registersOpenly(profile)) return VARIANTS.filter((each) => isAllowed(each, profile));
  const shared = [...errorVariants, ...httpVariants, ...operationVariants];
  return [
    ...shared.filter(({ mediaTypes }) => mediaTypes === undefined),
    ...openVariants.filter((each) => isAllowed(each, profile)),
  ];
}
