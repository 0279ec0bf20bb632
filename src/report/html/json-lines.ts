/** A line of JSON, and the member of the outermost object that it belongs to. */
export interface JsonLine {
  readonly text: string;
  readonly member: string | null;
}

/** What is nested deeper is not indented further. */
const DEEPEST = 60;

const STRING = /"(?:[^"\\]|\\.)*"/y;
const PLAIN = /[^\s"{}[\],:]+/y;

interface Layout {
  lines: JsonLine[];
  line: string;
  depth: number;
  member: string | null;
}

function indent(depth: number): string {
  return '  '.repeat(Math.min(depth, DEEPEST));
}

function end(layout: Layout): void {
  if (layout.line.trim() !== '') layout.lines.push({ text: layout.line, member: layout.member });
  layout.line = indent(layout.depth);
}

function take(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? text[at] ?? '';
}

/**
 * JSON `text`, one member or element a line, indented by two. The text is not parsed: members that occur twice and numbers
 * as they were written stay what they are, and what is no JSON comes out in some order of lines.
 */
export function jsonLines(text: string): readonly JsonLine[] {
  const layout: Layout = { lines: [], line: '', depth: 0, member: null };
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at += 1;
    } else if (character === '"') {
      const token = take(STRING, text, at);
      if (layout.depth === 1 && layout.line.trim() === '') layout.member = nameOf(token);
      layout.line += token;
      at += token.length;
    } else if (character === '{' || character === '[') {
      const empty = /[{[]\s*[\]}]/y;
      empty.lastIndex = at;
      const both = empty.exec(text)?.[0];
      layout.line += both === undefined ? character : `${character}${both.at(-1)}`;
      at += both?.length ?? 1;
      if (both === undefined) {
        layout.depth += 1;
        end(layout);
      }
    } else if (character === '}' || character === ']') {
      end(layout);
      layout.depth = Math.max(0, layout.depth - 1);
      if (layout.depth === 0) layout.member = null;
      layout.line = `${indent(layout.depth)}${character}`;
      at += 1;
    } else if (character === ',') {
      layout.line += ',';
      end(layout);
      at += 1;
    } else if (character === ':') {
      layout.line += ': ';
      at += 1;
    } else {
      const token = take(PLAIN, text, at);
      layout.line += token;
      at += token.length;
    }
  }
  end(layout);
  return layout.lines;
}

function nameOf(token: string): string | null {
  try {
    return String(JSON.parse(token));
  } catch {
    return null;
  }
}
