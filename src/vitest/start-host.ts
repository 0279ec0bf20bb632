import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Io } from '../cli/io.ts';
import { UsageError } from '../model/errors.ts';
import type { HostMessage, ProvidedRun, SeenTest } from './protocol.ts';

/** What vitest reports when all suites are through. */
export interface HostEnd {
  readonly tests: readonly SeenTest[];
  /** First lines of errors outside tests. */
  readonly errors: readonly string[];
}

/** vitest in its own thread, booting while the run is opened. */
export interface Host {
  /** Starts the suites. */
  start(run: ProvidedRun): void;
  /** Resolves when vitest knows its options; rejects as `ended` does. */
  readonly accepted: Promise<void>;
  /** Rejects with a UsageError for options that vitest refuses, and with an Error when it could not run. */
  readonly ended: Promise<HostEnd>;
  stop(): Promise<void>;
}

function failed({ message, usage }: Extract<HostMessage, { type: 'failed' }>): Error {
  const text = `vitest: ${message.split('\n')[0]}`;
  return usage
    ? new UsageError(text, 'our own options stand before the second --')
    : new Error(text);
}

/** `args`: vitest's own options, from behind the second `--`; what they make vitest print goes to `io`. */
export function startHost(args: readonly string[], io: Pick<Io, 'stdout' | 'stderr'>): Host {
  const worker = new Worker(new URL('./host.mjs', import.meta.url), {
    // Without the loader of this thread.
    execArgv: [],
    // Forwarded by hand: a pipe to a reader that went away would stall the worker for ever.
    stdout: true,
    stderr: true,
    workerData: {
      root: fileURLToPath(new URL('../../', import.meta.url)),
      reporter: fileURLToPath(new URL('./reporter.ts', import.meta.url)),
      args,
    },
  });
  worker.stdout.on('data', (chunk: Buffer) => io.stdout.write(chunk.toString()));
  worker.stderr.on('data', (chunk: Buffer) => io.stderr.write(chunk.toString()));
  let end: HostEnd | null = null;
  let accept = () => {};
  const acceptance = new Promise<void>((resolve) => {
    accept = resolve;
  });
  const ended = new Promise<HostEnd>((resolve, reject) => {
    worker.on('message', (message: HostMessage) => {
      if (message.type === 'accepted') accept();
      else if (message.type === 'end') end = message;
      else reject(failed(message));
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      // Settles only here, so that what vitest printed has arrived.
      if (end === null) reject(new Error('vitest ended without running the suites'));
      else resolve(end);
    });
  });
  // A failure to open the run comes first and is the one that is shown.
  ended.catch(() => undefined);
  return {
    start: (run) => worker.postMessage(run),
    accepted: Promise.race([acceptance, ended.then(() => undefined)]),
    ended,
    stop: async () => {
      await worker.terminate();
    },
  };
}
