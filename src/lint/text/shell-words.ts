import type { Excerpt } from './excerpt.ts';

/** One word of a command line after its quotes are taken away. */
export interface ShellWord extends Excerpt {
  /** Index in the word where a backslash at the end of a line joined two words; null where none did. */
  readonly joinedAt: number | null;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

class WordBuilder {
  text = '';
  readonly places: number[] = [];
  joinedAt: number | null = null;
  quoted = false;

  add(char: string, at: number): void {
    this.text += char;
    this.places.push(at);
  }

  build(excerpt: Excerpt): ShellWord {
    const { text, places, joinedAt } = this;
    const at = (index: number): number => excerpt.at(places[index] ?? places.at(-1) ?? 0);
    return { text, source: excerpt.source, at, joinedAt };
  }
}

/** Adds what stands from the quote at `start` to its end; answers the index after it. */
function readQuoted(text: string, start: number, word: WordBuilder, ansi: boolean): number {
  const quote = text[start];
  word.quoted = true;
  let at = start + 1;
  for (; at < text.length && text[at] !== quote; at++) {
    const next = text[at + 1] ?? '';
    const escaped = text[at] === '\\' && (ansi || (quote === '"' && /["\\$`\n]/.test(next)));
    if (!escaped) {
      word.add(text[at] ?? '', at);
      continue;
    }
    at += 1;
    // Between double quotes a backslash takes the line break away.
    if (next !== '\n') word.add(ansi ? (ESCAPES[next] ?? next) : next, at);
  }
  return at + 1;
}

/** The words of the command that starts at `start`, as a POSIX shell reads them, up to the end of the line. */
export function shellWords(excerpt: Excerpt, start = 0): readonly ShellWord[] {
  const { text } = excerpt;
  const words: ShellWord[] = [];
  let word = new WordBuilder();
  const finish = (): void => {
    if (word.text !== '' || word.quoted) words.push(word.build(excerpt));
    word = new WordBuilder();
  };
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    const rest = text.slice(at, at + 3);
    const continued = /^\\\r?\n/.exec(rest)?.[0];
    if (continued !== undefined) {
      const next = text[at + continued.length] ?? ' ';
      if (word.text !== '' && !/\s/.test(next)) word.joinedAt ??= word.text.length;
      at += continued.length;
    } else if (char === '\n' || char === ';' || char === '|' || char === '&') break;
    else if (/\s/.test(char)) {
      finish();
      at += 1;
    } else if (char === "'" || char === '"') at = readQuoted(text, at, word, false);
    else if (rest.startsWith("$'")) at = readQuoted(text, at + 1, word, true);
    else if (char === '\\') {
      word.add(text[at + 1] ?? '', at + 1);
      at += 2;
    } else {
      word.add(char, at);
      at += 1;
    }
  }
  finish();
  return words;
}
