import type { KnownDeviation } from '../model/profile.ts';

/** One departure of a product and the rows that it breaks. */
export function known(
  note: string,
  url: string,
  where: Pick<KnownDeviation, 'checks' | 'seen'>,
  ...rows: readonly string[]
): readonly KnownDeviation[] {
  return rows.map((requirement) => ({ requirement, ...where, note, url }));
}

/** A defect that the product takes. */
export const ACCEPTED = { checks: ['refusal.accepted'] } as const;
