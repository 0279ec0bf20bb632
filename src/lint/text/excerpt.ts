/** A text as it was given, with its name. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A text that stands in a source, perhaps encoded: each index of it leads to an offset of the source. */
export interface Excerpt {
  readonly text: string;
  readonly source: Source;
  /** Offset in the source of the character at `index`. */
  at(index: number): number;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** The whole of `source`. */
export function wholeOf(source: Source): Excerpt {
  return { text: source.text, source, at: (index) => index };
}

/** The part of `excerpt` from `start` to `end`. */
export function sliceOf(excerpt: Excerpt, start: number, end = excerpt.text.length): Excerpt {
  const { source } = excerpt;
  return {
    text: excerpt.text.slice(start, end),
    source,
    at: (index) => excerpt.at(start + index),
  };
}

/** `excerpt` with white space taken out, as people break tokens into lines. */
export function withoutSpace(excerpt: Excerpt): Excerpt {
  const { text, source } = excerpt;
  if (!/\s/.test(text)) return excerpt;
  return {
    text: text.replace(/\s+/g, ''),
    source,
    at(index) {
      let kept = -1;
      for (let i = 0; i < text.length; i++) {
        if (!/\s/.test(text[i] ?? '')) kept += 1;
        if (kept === index) return excerpt.at(i);
      }
      return excerpt.at(Math.max(0, text.length - 1));
    },
  };
}

/** The text that `segment` holds in base64url; it is decoded when somebody looks at it. */
export function decodedFrom(segment: Excerpt, decode: () => string): Excerpt {
  const last = Math.max(0, segment.text.length - 1);
  let decoded: string | null = null;
  return {
    get text() {
      decoded ??= decode();
      return decoded;
    },
    source: segment.source,
    at(index) {
      const bytes = new TextEncoder().encode(this.text.slice(0, index)).length;
      return segment.at(Math.min(last, Math.floor((bytes * 4) / 3)));
    },
  };
}

/** `value` that stands at `start` in `excerpt` as a JSON string literal; where that is is asked for when somebody needs it. */
export function unescapedFrom(excerpt: Excerpt, start: () => number, value: string): Excerpt {
  return {
    text: value,
    source: excerpt.source,
    at(index) {
      let at = start() + 1;
      for (let passed = 0; passed < index && at < excerpt.text.length; passed++) {
        if (excerpt.text[at] !== '\\') at += 1;
        else at += excerpt.text[at + 1] === 'u' ? 6 : 2;
      }
      return excerpt.at(Math.min(at, excerpt.text.length - 1));
    },
  };
}

/** Line and column of `offset` in the text of `source`. */
export function positionOf(source: Source, offset: number): Position {
  const before = source.text.slice(0, Math.max(0, offset));
  const start = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line += 1;
  return { line, column: before.length - start + 1 };
}
