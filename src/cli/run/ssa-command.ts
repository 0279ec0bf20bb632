import { type ChildProcess, spawn } from 'node:child_process';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';

const TIME_LIMIT_MS = 30_000;
const LARGEST = 1024 * 1024;

/** Ends a shell and everything that it has started. */
function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function failed(why: string, cause?: Error): UsageError {
  return new UsageError(
    `--ssa-command ${why}`,
    'run it by hand: it has to print one SSA in compact form, and nothing else',
    cause,
  );
}

/**
 * Runs `--ssa-command` in the shell and gives what it prints, which should be one SSA. It may take 30 seconds and print a
 * megabyte. Throws a UsageError where it fails; what it printed is not repeated, since that may be a secret.
 */
export function createSsaCommand(
  io: Pick<Io, 'env' | 'cwd'>,
  limitMs = TIME_LIMIT_MS,
): (command: string) => Promise<string> {
  return (command) =>
    new Promise((resolve, reject) => {
      // In a group of its own: a shell that is killed leaves what it has started.
      const child = spawn(command, {
        cwd: io.cwd,
        env: io.env,
        shell: true,
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const chunks: Buffer[] = [];
      let size = 0;
      const onExit = (): void => kill(child);
      const done = (result: string | UsageError): void => {
        clearTimeout(timer);
        process.off('exit', onExit);
        if (typeof result === 'string') resolve(result);
        else reject(result);
      };
      const stop = (why: string): void => {
        done(failed(why));
        kill(child);
        child.stdout.destroy();
      };
      const timer = setTimeout(() => stop(`did not end within ${limitMs / 1000} s`), limitMs);
      process.once('exit', onExit);
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= LARGEST) chunks.push(chunk);
        else stop(`printed more than ${LARGEST} bytes`);
      });
      child.on('error', (error) => done(failed('could not be started', error)));
      child.on('close', (code, signal) => {
        const text = Buffer.concat(chunks).toString('utf8').trim();
        done(code === 0 ? text : failed(`failed with ${signal ?? `exit code ${code}`}`));
      });
    });
}
