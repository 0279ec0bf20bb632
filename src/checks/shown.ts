const LIMIT = 160;

/** `value` as short printable text for a finding: JSON, control characters escaped, at most 160 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  // What is no JSON, such as a function, is absent for JSON as well.
  return shortText(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent'));
}

/** `text` on one line, printable, at most 160 characters. */
export function shortText(text: string): string {
  const printable = text.slice(0, LIMIT + 1).replace(/[\p{Cc}\u2028\u2029]/gu, '.');
  return printable.length > LIMIT ? `${printable.slice(0, LIMIT - 1)}…` : printable;
}

const MOST_LISTED = 12;

/** `items` for a sentence: "a, b, c"; of more than twelve the first ones and how many there are besides. */
export function listed(items: readonly unknown[]): string {
  const rest = items.length - MOST_LISTED;
  const first = items.slice(0, MOST_LISTED).map((item) => shown(item));
  return rest > 0 ? `${first.join(', ')} and ${rest} more` : first.join(', ');
}

/** `value` as text. What a server sent may be an object whose own `toString` is no function, which String() throws at. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return JSON.stringify(value);
  }
}
