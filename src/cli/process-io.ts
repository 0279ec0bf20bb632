import { createInterface, type Interface } from 'node:readline';
import type { Io, Output } from './io.ts';

function output(stream: NodeJS.WriteStream): Output {
  // A reader that went away (`| head`) is no failure of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks on the terminal. One reader for all questions, so that lines which were pasted together are not lost. */
function askTerminal(): NonNullable<Io['ask']> {
  let reader: Interface | null = null;
  let lines: AsyncIterator<string> | null = null;
  return async (question) => {
    reader ??= createInterface({ input: process.stdin, output: process.stdout });
    lines ??= reader[Symbol.asyncIterator]();
    reader.setPrompt(question);
    reader.prompt();
    const { value, done } = await lines.next();
    if (done !== true) return value;
    // Ctrl-D or Ctrl-C: the next line begins at the left.
    process.stdout.write('\n');
    return null;
  };
}

/** The surroundings of this very process. */
export function processIo(): Io {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    stdin: readAll,
    ask: process.stdin.isTTY === true && process.stdout.isTTY === true ? askTerminal() : null,
    onSignal(handler) {
      process.on('SIGINT', handler);
      process.on('SIGTERM', handler);
      return () => {
        process.off('SIGINT', handler);
        process.off('SIGTERM', handler);
      };
    },
    exit: (code) => process.exit(code),
  };
}

/** Ends the process once everything written has left it; sockets that are kept alive do not hold it. */
export async function endProcess(exitCode: number): Promise<never> {
  const flushed = (stream: NodeJS.WriteStream) =>
    new Promise<void>((done) => {
      stream.write('', () => done());
    });
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(exitCode);
}
