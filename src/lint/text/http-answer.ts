import type { Header } from './curl-command.ts';
import { type Excerpt, sliceOf } from './excerpt.ts';

/** An answer as `curl -i` prints it, or its body alone. */
export interface Answer {
  /** null where only the body is known. */
  readonly status: number | null;
  /** null where only the body is known. */
  readonly headers: readonly Header[] | null;
  readonly body: Excerpt;
}

const STATUS_LINE = /^(?:< )?HTTP\/\d(?:\.\d)? (\d{3})\b/;

/** True where a line of `text` is the status line of an answer. */
export function hasStatusLine(text: string): boolean {
  return /(?:^|\n)(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b/.test(text);
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, text: line.replace(/\r$/, '') });
    start += line.length + 1;
  }
  return lines;
}

/** Whether the answer is followed by the real one: 1xx, or the proxy's word that the tunnel is open. */
function isInterim(status: number, statusLine: string): boolean {
  return status < 200 || /connection established/i.test(statusLine);
}

/** The last final answer in the output of curl, `-i` or `-v`; null where there is none. */
export function readAnswer(excerpt: Excerpt): Answer | null {
  const lines = linesOf(excerpt.text);
  let at = lines.findIndex(({ text }) => STATUS_LINE.test(text));
  while (at !== -1) {
    const line = lines[at]?.text ?? '';
    const status = Number(STATUS_LINE.exec(line)?.[1]);
    const prefix = line.startsWith('< ') ? '< ' : '';
    const headers: Header[] = [];
    let end = at + 1;
    for (; end < lines.length; end++) {
      const raw = lines[end]?.text ?? '';
      const text = prefix !== '' && raw.startsWith('<') ? raw.slice(2) : raw;
      if (text.trim() === '') break;
      const colon = text.indexOf(':');
      if (colon > 0) headers.push([text.slice(0, colon).trim(), text.slice(colon + 1).trim()]);
    }
    const next = lines.findIndex(({ text }, index) => index > at && STATUS_LINE.test(text));
    if (isInterim(status, line) && next !== -1) {
      at = next;
      continue;
    }
    let body = end + 1;
    // What -v says of itself stands between the headers and the body.
    while (
      prefix !== '' &&
      /^[*{}<]/.test(lines[body]?.text ?? '') &&
      !/^\{\s*("|$)/.test(lines[body]?.text ?? '')
    )
      body += 1;
    const start = lines[body]?.start ?? excerpt.text.length;
    return { status, headers, body: sliceOf(excerpt, start) };
  }
  return null;
}
