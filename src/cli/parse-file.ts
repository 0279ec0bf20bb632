import { extname } from 'node:path';
import { duplicateMembers } from '../checks/json-text.ts';
import { UsageError } from '../model/errors.ts';

/** True for the message that JSON.parse has without a position. */
const UNPLACED = /^Unexpected token/;

function jsonError(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Index of the first character that no JSON text has there: the end of the shortest prefix that is wrong already. */
function unexpectedAt(text: string): number {
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (UNPLACED.test(jsonError(text.slice(0, middle)))) bad = middle;
    else good = middle;
  }
  return bad - 1;
}

/** What is wrong with JSON `text` and where, as `problem at line 3, column 5`. Never repeats the text, which may hold a secret. */
function jsonProblem(text: string, message: string): string {
  const what = message.split(/, |\.\.\. | in JSON|, "/)[0] ?? '';
  const position = /position (\d+)/.exec(message)?.[1];
  const at = UNPLACED.test(message) ? unexpectedAt(text) : Number(position ?? text.length);
  const before = text.slice(0, at).split('\n');
  return `${what} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The JSON value in `text`. Throws a UsageError of one line with the place of the syntax error, and for a member that comes twice. */
export function parseJsonFile(file: string, text: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  const message = jsonError(json);
  const [twice] = message === '' ? duplicateMembers(json) : [];
  if (message === '' && twice === undefined) return JSON.parse(json) as unknown;
  const problem =
    twice === undefined
      ? jsonProblem(json, message)
      : `it has the member ${JSON.stringify(twice)} twice`;
  throw new UsageError(`${file} cannot be parsed`, problem);
}

/**
 * The value in `text`: JSON where `file` is named so, else YAML 1.2.
 * Throws a UsageError of one line with the line of the syntax error.
 */
export async function parseFile(file: string, text: string): Promise<unknown> {
  if (extname(file).toLowerCase() === '.json') return parseJsonFile(file, text);
  const { parse } = await import('yaml');
  try {
    return parse(text, { logLevel: 'error' }) as unknown;
  } catch (error) {
    const why = (error as Error).message.split('\n')[0] ?? '';
    throw new UsageError(`${file} cannot be parsed`, why.replace(/:$/, ''), error);
  }
}
