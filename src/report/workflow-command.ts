import { escapeTerminal, shorten } from './escape.ts';

const MESSAGE = 4000;

/** What GitHub shows at a run, and at a place in a file where one is named. */
export interface Annotation {
  readonly title: string;
  readonly lines: readonly string[];
  readonly file?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function placeOf({ file = null, line = null, column = null }: Annotation): string {
  if (file === null) return '';
  const at = line === null ? '' : `line=${line},${column === null ? '' : `col=${column},`}`;
  return `file=${property(escapeTerminal(file))},${at}`;
}

/** A workflow command of GitHub Actions; one line, whatever the text is. */
export function workflowCommand(
  kind: 'error' | 'warning' | 'notice',
  annotation: Annotation,
): string {
  const { title, lines } = annotation;
  const message = shorten(lines.map(escapeTerminal).join('\n'), MESSAGE);
  const head = `${placeOf(annotation)}title=${property(shorten(escapeTerminal(title), 200))}`;
  return `::${kind} ${head}::${data(message)}`;
}
