const MOST = 400;

/** `value` as a report shows it: unchanged when small, else its text with the middle left out. */
export function shorten(value: unknown): unknown {
  if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= MOST) return value;
  return `${text.slice(0, 240)} … ${text.slice(-100)} (${text.length} characters)`;
}

/** Both texts, cut to the neighbourhood of their first difference where they are long. */
export function aroundDifference(before: string, after: string): readonly [string, string] {
  if (Math.max(before.length, after.length) <= MOST) return [before, after];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const from = Math.max(0, same - 60);
  const cut = (text: string): string =>
    `${from > 0 ? '… ' : ''}${text.slice(from, same + 180)}${text.length > same + 180 ? ' …' : ''}`;
  return [cut(before), `${cut(after)} (${after.length} characters)`];
}
