import { exec } from 'node:child_process';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';

const TIME_LIMIT_MS = 30_000;
const LARGEST = 1024 * 1024;

/**
 * Runs `--ssa-command` in the shell and gives what it prints, which should be one SSA. It may take 30 seconds. Throws a
 * UsageError where it fails; what it printed is not repeated, since that may be a secret.
 */
export function createSsaCommand(
  io: Pick<Io, 'env' | 'cwd'>,
): (command: string) => Promise<string> {
  return (command) =>
    new Promise((resolve, reject) => {
      const options = {
        cwd: io.cwd,
        env: io.env,
        timeout: TIME_LIMIT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: LARGEST,
      } as const;
      const child = exec(command, options, (error, stdout) => {
        if (error === null) return resolve(stdout.trim());
        const why =
          error.killed === true
            ? `did not end within ${TIME_LIMIT_MS / 1000} s`
            : `failed with ${typeof error.code === 'number' ? `exit code ${error.code}` : (error.code ?? error.signal)}`;
        reject(
          new UsageError(
            `--ssa-command ${why}`,
            'run it by hand: it has to print one SSA in compact form, and nothing else',
          ),
        );
      });
      child.stdin?.end();
    });
}
