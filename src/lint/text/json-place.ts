/** Where in JSON text something stands; no recursion, so that no depth matters. */

/** What ends a string, or escapes what would. */
const STRING_SIGN = /["\\]/g;

/** Index after the string literal that starts at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    STRING_SIGN.lastIndex = at;
    at = STRING_SIGN.exec(text)?.index ?? text.length;
    if (at >= text.length) return text.length;
    if (text[at] === '"') return at + 1;
  }
}

const GAP = /[\s,:]*/y;

function skipSpace(text: string, start: number): number {
  GAP.lastIndex = start;
  return start + (GAP.exec(text)?.[0].length ?? 0);
}

/** What opens, closes or ends a value. */
const SIGN = /["{}[\],\s]/g;

/** Index after the value that starts at `start`. */
export function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; ; at += 1) {
    SIGN.lastIndex = at;
    at = SIGN.exec(text)?.index ?? text.length;
    const char = text[at];
    if (char === undefined) return text.length;
    if (char === '"') at = endOfString(text, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    else if (depth === 0) return at;
    if (depth < 0) return at;
    if (depth === 0 && /["}\]]/.test(char)) return at + 1;
  }
}

function nameOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

interface Child {
  /** Where the name stands; in an array the element itself. */
  readonly start: number;
  readonly value: number;
}

/** The last member or element of that name in the container that starts at `start`: parsers take the last. */
function childOf(text: string, start: number, step: string): Child | null {
  const isArray = text[start] === '[';
  if (!isArray && text[start] !== '{') return null;
  let found: Child | null = null;
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index += 1) {
    let name = String(index);
    let value = at;
    if (!isArray) {
      const end = endOfString(text, at);
      name = nameOf(text.slice(at, end));
      value = skipSpace(text, end);
    }
    if (name === step) found = { start: at, value };
    if (isArray && found !== null) return found;
    const next = skipSpace(text, endOfValue(text, value));
    // Broken text must not keep us here.
    if (next <= at) return found;
    at = next;
  }
  return found;
}

/** The steps of a JSON pointer (RFC 6901). */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A JSON pointer of `steps`. */
export function pointerOf(...steps: readonly (string | number)[]): string {
  return steps
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

export interface Place {
  /** Where the member's name, or the element, starts; where it is missing, its container. */
  readonly start: number;
  /** Where its value starts; null where it is missing. */
  readonly value: number | null;
}

/** Where `pointer` leads in JSON `text`. */
export function placeOf(text: string, pointer: string): Place {
  let start = skipSpace(text, 0);
  let value = start;
  for (const step of stepsOf(pointer)) {
    const child = childOf(text, value, step);
    if (child === null) return { start, value: null };
    start = child.start;
    value = child.value;
  }
  return { start, value };
}
