import { EXIT, HarnessError } from '../model/errors.ts';
import { escapeTerminal } from '../report/escape.ts';
import type { Io } from './io.ts';
import { TOOL } from './tool.ts';

function oneLine(message: string, hint: string): string {
  const text = message.trim().replace(/[.:]$/, '');
  return `${TOOL.name}: ${escapeTerminal(hint === '' ? text : `${text} – ${hint.trim()}`)}\n`;
}

/** The stack without the message that it begins with: that is shown already, and may be the text of a target. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => `    ${escapeTerminal(line.trim())}`)
    .join('\n');
}

/**
 * Writes one line with a hint to stderr, further lines of the hint to stdout, the stack only with `debug`.
 * Returns the exit code.
 */
export function showError(error: unknown, io: Io, debug: boolean): number {
  const stack = error instanceof Error ? framesOf(error) : '';
  if (error instanceof HarnessError) {
    const [hint = '', ...details] = error.hint.split('\n');
    io.stderr.write(oneLine(error.message, hint));
    // What an error knows beyond its one line, such as the control that a target refused.
    for (const line of details) io.stdout.write(`${escapeTerminal(line)}\n`);
    if (debug) io.stderr.write(`${stack}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = debug ? '' : 'this is a fault of the tool; run with --debug for the stack';
  io.stderr.write(oneLine(`internal error: ${message}`, hint));
  if (debug) io.stderr.write(`${stack}\n`);
  return EXIT.harness;
}
