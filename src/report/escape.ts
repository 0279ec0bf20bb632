/** What CI systems act on wherever it stands in a line: `##[error]`, `##vso[…]`, `##teamcity[…]`. */
const DIRECTIVE = /##(?=\w*\[)/g;

/** What a terminal would act on or show in a misleading way: controls, bidirectional marks, line separators, lone surrogates. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function spell(character: string): string {
  const code = character.charCodeAt(0);
  return (
    NAMED[character] ??
    (code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`)
  );
}

/** `text` on one line, with everything a terminal or a CI log would interpret spelled out as `\x1b`, `\n`, `\u202e`. */
export function escapeTerminal(text: string): string {
  return text.replace(UNSAFE, spell).replace(DIRECTIVE, '#\\x23');
}

/** `text` cut to `max` characters with an ellipsis; never between the halves of a surrogate pair. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1));
  return `${cut.replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Any JSON value or text as one safe line of at most `max` characters; undefined becomes `absent`. */
export function brief(value: unknown, max = 120): string {
  if (value === undefined) return 'absent';
  return shorten(escapeTerminal(JSON.stringify(value) ?? String(value)), max);
}
