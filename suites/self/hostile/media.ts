import { MARKER } from './strings.ts';

/** What is wrong with `text` for those who read it as what the name says; empty when nothing is. */
export type Inspect = (text: string) => readonly string[];

/** Controls but the line end, marks that turn the direction of text, separators of lines. */
const CONTROL = /(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
const COLOUR = /\u001b\[\d+m/g;

function where(text: string, at: number): string {
  return JSON.stringify(text.slice(Math.max(0, at - 30), at + 30));
}

function found(what: string, text: string, pattern: RegExp): string[] {
  const at = text.search(pattern);
  return at === -1 ? [] : [`${what} at ${where(text, at)}`];
}

/** Text in a terminal and in the log of a CI job, which reads orders in it. */
export const terminal: Inspect = (text) => {
  const plain = text.replace(COLOUR, '');
  const orders = plain.split('\n').filter((line) => /^\s*::/.test(line));
  return [
    ...found('a control character', plain, CONTROL),
    ...found('an order to a CI system', plain, /##\w*\[/),
    ...orders.map((line) => `a line that is an order: ${line.slice(0, 60)}`),
  ];
};

/** The log of a job that is meant to hold orders: ours, and none of a target. */
export const annotations: Inspect = (text) => [
  ...found('a control character', text, CONTROL),
  ...found(
    'an order of a target',
    text,
    new RegExp(`^\\s*::(error title=${MARKER}|set-output|stop-commands)`, 'm'),
  ),
  ...found('an order to another CI system', text, /##\w*\[/),
];

export const json: Inspect = (text) => {
  JSON.parse(text);
  return found('a control character', text, CONTROL);
};

const HOSTILE_TAG = new RegExp(`<(/?${MARKER}|script>alert)`);

export const html: Inspect = (text) => [
  ...found('a tag of a target', text, HOSTILE_TAG),
  ...found('a script for a link', text, /(href|src)\s*=\s*["']?\s*javascript:/i),
  ...found('a handler of a target', text, new RegExp(`<[^>]*\\son\\w+\\s*=\\s*["']?${MARKER}`)),
  ...found('a control character', text, /(?![\t\n\r])\p{Cc}/u),
];

const TOKEN =
  /<\?[^?]*\?>|<!--(?:[^-]|-(?!-))*-->|<!\[CDATA\[[\s\S]*?\]\]>|<\/?[A-Za-z_][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>|[^<]+/y;
const ENTITY = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\dA-Fa-f]+);)/;
// XML 1.0 2.2: everything else may not occur, not even escaped.
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Well-formedness (XML 1.0 2.1), as far as reports use the language. */
export const xml: Inspect = (text) => {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return [`no XML at ${where(text, at)}`];
    const [, slash, name = ''] = /^<(\/?)([A-Za-z_][\w:.-]*)/.exec(token) ?? [];
    if (slash === '/') {
      if (open.pop() !== name) return [`</${name}> closes nothing at ${where(text, at)}`];
    } else if (name !== '' && !token.endsWith('/>')) open.push(name);
    if (!token.startsWith('<![CDATA[') && ENTITY.test(token))
      return [`a bare & at ${where(text, at)}`];
  }
  return [
    ...open.map((name) => `<${name}> is not closed`),
    ...found('a character that XML does not have', text, NO_XML),
    ...found('a tag of a target', text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, ''), HOSTILE_TAG),
  ];
};

function cells(text: string): string[] {
  const pattern = /"((?:[^"]|"")*)"|([^,\r\n"]+)/g;
  return [...text.matchAll(pattern)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** No cell begins like a formula. */
export const csv: Inspect = (text) =>
  cells(text)
    .filter((cell) => /^[=+@\t\r-]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))
    .map((cell) => `a cell that is a formula: ${cell.slice(0, 60)}`);

/** Outside of code, where Markdown is read as such. */
export const markdown: Inspect = (text) => {
  const prose = text
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1\s*$/gm, '')
    .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  return [
    ...found('a tag of a target', prose, new RegExp(`(?<!\\\\)${HOSTILE_TAG.source}`)),
    ...found('a link of a target', prose, /(?<!\\)\]\((javascript:|https:\/\/evil\.example)/),
    ...found('a control character', text, CONTROL),
    ...found('a line that is an order', text, /^\s*::/m),
  ];
};

const BY_EXTENSION: Readonly<Record<string, Inspect>> = {
  json,
  har: json,
  sarif: json,
  html,
  xml,
  svg: xml,
  csv,
  md: markdown,
  txt: terminal,
};

/** How a reporter's text is read: by the extension of its file; in the terminal where it has none. */
export function inspectorOf(reporter: {
  readonly name: string;
  readonly file: string | null;
}): Inspect {
  if (reporter.name === 'github') return annotations;
  if (reporter.file === null) return terminal;
  const inspect = BY_EXTENSION[reporter.file.split('.').at(-1) ?? ''];
  if (inspect === undefined) throw new Error(`how is ${reporter.file} read? say so in media.ts`);
  return inspect;
}
