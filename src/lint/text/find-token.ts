import { type Excerpt, sliceOf, withoutSpace } from './excerpt.ts';

/** A compact JWS as it stands in a text. */
export interface FoundToken {
  /** Without the line breaks and spaces that it stood in. */
  readonly compact: Excerpt;
  /** Offset in the source of the first line break or space inside it; null where there is none. */
  readonly brokenAt: number | null;
}

const TOKEN_RUN = /[A-Za-z0-9_.=+/-]*/y;

/** What stands for a signature in documentation: `<signature>`, `[signature]`, `…`. */
const PLACEHOLDER = /^(?:<[^<>\n]{0,40}>|\[[^[\]\n]{0,40}\]|\{[^{}\n]{0,40}\}|\u2026|\.\.\.)/;

function endOfRun(text: string, start: number): number {
  TOKEN_RUN.lastIndex = start;
  return start + (TOKEN_RUN.exec(text)?.[0].length ?? 0);
}

/** Index after the token that starts at `start`, over lines that hold nothing but more of it. */
function endOfToken(text: string, start: number): number {
  let end = endOfRun(text, start);
  for (;;) {
    const gap = /^[ \t]*\\?\r?\n[ \t]*/.exec(text.slice(end, end + 200))?.[0];
    if (gap === undefined) break;
    const next = endOfRun(text, end + gap.length);
    const closed = next === text.length || /[\s'"`\\]/.test(text[next] ?? '');
    // A word of prose on a line of its own looks like a token; a line of a token is longer, or the last.
    const wordy = /^[ \t]*[^\s'"`\\]/.test(text.slice(next, next + 3));
    if (next === end + gap.length || !closed || wordy) break;
    end = next;
  }
  if (text[end - 1] !== '.') return end;
  return end + (PLACEHOLDER.exec(text.slice(end, end + 50))?.[0].length ?? 0);
}

function found(excerpt: Excerpt, start: number, end: number): FoundToken {
  const slice = sliceOf(excerpt, start, end);
  const gap = slice.text.search(/\s/);
  return gap === -1
    ? { compact: slice, brokenAt: null }
    : { compact: withoutSpace(slice), brokenAt: slice.at(gap) };
}

/** The first text that begins as a JOSE header does (`eyJ`); null where there is none. */
export function findToken(excerpt: Excerpt): FoundToken | null {
  const start = /(?<![A-Za-z0-9_-])eyJ/.exec(excerpt.text)?.index ?? -1;
  if (start === -1) return null;
  return found(excerpt, start, endOfToken(excerpt.text, start));
}

/** The whole of `excerpt` as a token, whatever it is, without the white space around it and the quotes that a shell or JSON needs. */
export function asToken(excerpt: Excerpt): FoundToken {
  const { text } = excerpt;
  const start = text.search(/[^\s'"`]/);
  const end = text.length - (/[\s'"`,;]*$/.exec(text.slice(-200))?.[0].length ?? 0);
  return start === -1 || end <= start ? found(excerpt, 0, 0) : found(excerpt, start, end);
}
