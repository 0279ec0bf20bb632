import type { Mutation } from '../model/mutation.ts';

/**
 * Why a valid registration on `base` that was answered with `status` shows nothing: it asks for what a server may refuse
 * (RFC 7591 2). Null where it has to be taken.
 */
export function refusesOptional(
  base: readonly Mutation[] = [],
  status: number | undefined,
): string | null {
  const asked = base.filter(({ optional }) => optional === true);
  if (asked.length === 0 || status !== 400) return null;
  const what = asked.map(({ title }) => title).join(' and ');
  return `the target refuses ${what}, as RFC 7591 2 lets it`;
}
