import { escapeTerminal, shorten } from './escape.ts';

/**
 * `text` as one line of plain Markdown text: no emphasis, link, image, HTML, table cell, mention or reference comes of it.
 * A comment breaks up mentions, references and bare addresses: a backslash keeps no renderer from linking these.
 */
export function markdownText(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\`*_[\]<>|~&$]/g, (character) => `\\${character}`)
    .replace(/[@#](?=\S)|:(?=\/\/)|www(?=\.)/gi, (start) => `${start}<!-- -->`);
}

function fence(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}

/** `text` as a code span of one line, at most `max` characters long. Not for a table: a `|` would end the cell. */
export function markdownCode(text: string, max = 400): string {
  const shown = shorten(escapeTerminal(text), max);
  const quotes = fence(shown, 1);
  return shown === '' ? '(empty)' : `${quotes} ${shown} ${quotes}`;
}

/** `text` as a block of code, on one line. */
export function markdownBlock(text: string, language: string): string {
  const shown = escapeTerminal(text);
  const quotes = fence(shown, 3);
  return `${quotes}${language}\n${shown}\n${quotes}`;
}
