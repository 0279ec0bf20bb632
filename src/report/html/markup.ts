import { html as fill, raw } from 'hono/html';
import { escapeTerminal } from '../escape.ts';

/** HTML that was made by {@link html}, or is an asset of our own. */
export interface Markup {
  toString(): string;
  readonly isEscaped: true;
}

/** What may stand in a template: text, HTML, lists of both; null and false leave nothing. */
export type Value = string | number | Markup | null | undefined | false | readonly Value[];

/** Text of any source as a page may show it: lines stay, whatever would act on a terminal or turn the direction of text is spelled out. */
export function visible(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^[\x20-\x7e]*$/.test(line) && !line.includes('##') ? line : shown(line)))
    .join('\n');
}

// HTML 13.1.4: noncharacters are a parse error.
function shown(line: string): string {
  return escapeTerminal(line).replace(/[\ufdd0-\ufdef\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16)}`;
  });
}

function safe(value: Value): unknown {
  if (typeof value === 'string') return visible(value);
  return Array.isArray(value) ? value.map(safe) : value;
}

/** A template whose values are text, escaped wherever they come from, or HTML of other templates. Attributes have to be quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return fill(strings, ...values.map(safe)) as Markup;
}

/** An asset of our own, as it is. Never for what a report holds. */
export function asset(text: string): Markup {
  return raw(text) as Markup;
}
