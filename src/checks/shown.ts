const LIMIT = 160;

/** `value` as short printable text for a finding: JSON, control characters escaped, at most 160 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  return shortText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** `text` on one line, printable, at most 160 characters. */
export function shortText(text: string): string {
  const printable = text.slice(0, LIMIT + 1).replace(/[\p{Cc}\u2028\u2029]/gu, '.');
  return printable.length > LIMIT ? `${printable.slice(0, LIMIT - 1)}…` : printable;
}

/** `items` for a sentence: "a, b, c". */
export function listed(items: readonly unknown[]): string {
  return items.map((item) => shown(item)).join(', ');
}
