/** What is wrong with text that is no JSON. */
export interface JsonProblem {
  /** Index of the first character that does not belong. */
  readonly offset: number;
  readonly what: string;
}

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

const CUT_SHORT =
  /end of JSON|Unterminated|end of input|after property name|after array element|double-quoted/i;

/** Where `text` stops being JSON. Repeats nothing of it but one character. */
export function jsonProblem(text: string): JsonProblem {
  const message = messageOf(text);
  const placed = /position (\d+)/.exec(message)?.[1];
  if (/end of JSON|end of input|Unterminated/i.test(message)) {
    return { offset: Math.max(0, text.length - 1), what: 'it ends too early' };
  }
  if (message === '') return { offset: 0, what: 'it nests too deeply' };
  if (placed !== undefined) {
    const offset = Math.min(Number(placed), Math.max(0, text.length - 1));
    return { offset, what: `unexpected ${shownCharacter(text[offset])}` };
  }
  const offset = firstUnexpected(text);
  return { offset, what: `unexpected ${shownCharacter(text[offset])}` };
}

/** Index of the first character that no JSON text has there: the shortest prefix that is wrong already ends with it. */
function firstUnexpected(text: string): number {
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const message = messageOf(text.slice(0, middle));
    if (message === '' || CUT_SHORT.test(message)) good = middle;
    else bad = middle;
  }
  return Math.max(0, bad - 1);
}

function shownCharacter(char = ''): string {
  return /^[\x21-\x7e]$/.test(char) ? `"${char}"` : 'character';
}
