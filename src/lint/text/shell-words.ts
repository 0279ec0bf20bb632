import type { Excerpt } from './excerpt.ts';

/** One word of a command line after its quotes are taken away. */
export interface ShellWord extends Excerpt {
  /** Index in the word where a backslash at the end of a line joined two words; null where none did. */
  readonly joinedAt: number | null;
}

/** A run of characters of a word that stand together in the text. */
interface Run {
  readonly text: string;
  readonly start: number;
}

interface OpenWord {
  readonly runs: Run[];
  length: number;
  joinedAt: number | null;
  /** Quotes make a word, even an empty one. */
  isQuoted: boolean;
}

/** Longer commands are not written by people. */
const MOST_WORDS = 2_000;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** What stands for itself outside of quotes. */
const PLAIN = /[^\s'"\\;|&$]+/y;

function newWord(): OpenWord {
  return { runs: [], length: 0, joinedAt: null, isQuoted: false };
}

function add(word: OpenWord, text: string, start: number): void {
  if (text === '') return;
  word.runs.push({ text, start });
  word.length += text.length;
}

function finished({ runs, joinedAt }: OpenWord, excerpt: Excerpt): ShellWord {
  return {
    text: runs.map(({ text }) => text).join(''),
    source: excerpt.source,
    joinedAt,
    at(index) {
      let left = index;
      for (const { text, start } of runs) {
        if (left < text.length) return excerpt.at(start + left);
        left -= text.length;
      }
      const last = runs.at(-1);
      return excerpt.at(last === undefined ? 0 : last.start + last.text.length - 1);
    },
  };
}

/** What ends or escapes between quotes of one kind. */
const STOPS: Readonly<Record<string, RegExp>> = { "'": /'/g, '"': /["\\]/g, ansi: /['\\]/g };

/** Adds what stands from the quote at `start` to its end; answers the index after it. */
function readQuoted(text: string, start: number, word: OpenWord, isAnsi: boolean): number {
  const quote = text[start] ?? '';
  const stop = STOPS[isAnsi ? 'ansi' : quote] ?? /'/g;
  word.isQuoted = true;
  let at = start + 1;
  for (;;) {
    stop.lastIndex = at;
    const end = stop.exec(text)?.index ?? text.length;
    add(word, text.slice(at, end), at);
    if (text[end] !== '\\') return end + 1;
    const next = text[end + 1] ?? '';
    const isEscape = isAnsi || /["\\$`\n]/.test(next);
    // Between double quotes a backslash takes the line break away.
    if (!isEscape) add(word, `\\${next}`, end);
    else if (next !== '\n') add(word, isAnsi ? (ESCAPES[next] ?? next) : next, end + 1);
    at = end + 2;
  }
}

/** The words of the command that starts at `start`, as a POSIX shell reads them, up to the end of the line. */
export function shellWords(excerpt: Excerpt, start = 0): readonly ShellWord[] {
  const { text } = excerpt;
  const words: ShellWord[] = [];
  let word = newWord();
  const finish = (): void => {
    if (word.length > 0 || word.isQuoted) words.push(finished(word, excerpt));
    word = newWord();
  };
  let at = start;
  while (at < text.length && words.length < MOST_WORDS) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text)?.[0];
    const char = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (plain !== undefined) {
      add(word, plain, at);
      at += plain.length;
    } else if (char === '\\' && (next === '\n' || text.startsWith('\r\n', at + 1))) {
      const end = at + (next === '\n' ? 2 : 3);
      if (word.length > 0 && !/\s/.test(text[end] ?? ' ')) word.joinedAt ??= word.length;
      at = end;
    } else if (/[\n;|&]/.test(char)) break;
    else if (/\s/.test(char)) {
      finish();
      at += 1;
    } else if (char === "'" || char === '"') at = readQuoted(text, at, word, false);
    else if (char === '$' && next === "'") at = readQuoted(text, at + 1, word, true);
    else if (char === '\\') {
      add(word, next, at + 1);
      at += 2;
    } else {
      add(word, char, at);
      at += 1;
    }
  }
  finish();
  return words;
}
