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
  return text.includes('HTTP/') && /(?:^|\n)(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b/.test(text);
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

/** Where the headers of the answer that counts begin: of several, the first that is final. */
function finalStatusLine(lines: readonly Line[]): number {
  let last = -1;
  for (const [index, { text }] of lines.entries()) {
    const status = STATUS_LINE.exec(text)?.[1];
    if (status === undefined) continue;
    last = index;
    if (!isInterim(Number(status), text)) return index;
  }
  return last;
}

/** What -v says of itself between headers and body; a line with nothing but a brace is a body. */
function isNarration(line: string): boolean {
  return /^[*{}<]/.test(line) && !/^\{\s*("|$)/.test(line);
}

/** The final answer in the output of curl, `-i` or `-v`; null where there is none. */
export function readAnswer(excerpt: Excerpt): Answer | null {
  const lines = linesOf(excerpt.text);
  const at = finalStatusLine(lines);
  const statusLine = lines[at]?.text;
  if (statusLine === undefined) return null;
  const isVerbose = statusLine.startsWith('< ');
  const headers: Header[] = [];
  let end = at + 1;
  for (; end < lines.length; end++) {
    const raw = lines[end]?.text ?? '';
    const text = isVerbose && raw.startsWith('<') ? raw.slice(2) : raw;
    if (text.trim() === '') break;
    const colon = text.indexOf(':');
    if (colon > 0) headers.push([text.slice(0, colon).trim(), text.slice(colon + 1).trim()]);
  }
  let body = end + 1;
  while (isVerbose && isNarration(lines[body]?.text ?? '')) body += 1;
  const start = lines[body]?.start ?? excerpt.text.length;
  const status = Number(STATUS_LINE.exec(statusLine)?.[1]);
  return { status, headers, body: sliceOf(excerpt, start) };
}
