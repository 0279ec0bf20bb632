/** True for `npm run test:self -- --full`. */
export const FULL = process.env.DCR_SELF_FULL === '1';

/** All of `items` in a full run; otherwise about `size` of them, evenly spread. */
export function sample<T>(items: readonly T[], size: number): readonly T[] {
  if (FULL || items.length <= size) return items;
  const step = items.length / size;
  return Array.from({ length: size }, (_, index) => items[Math.floor(index * step)]).filter(
    (item): item is T => item !== undefined,
  );
}
