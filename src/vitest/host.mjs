// Runs vitest in a worker thread of its own, beside the run. Plain JavaScript, because a loader that compiles
// TypeScript would slow every module of vitest down; vitest compiles the suites and the reporter itself.
// Signals stay with the main thread this way: vitest would end the process before clients are deleted.
import { parentPort, workerData } from 'node:worker_threads';
import { createVitest, parseCLI } from 'vitest/node';

/** @param {{ root: string, reporter: string, args: string[] }} data what belongs to us and cannot be changed by vitest's options */
async function host({ root, reporter, args }) {
  let asked;
  try {
    asked = parseCLI(['vitest', 'run', ...args]);
  } catch (error) {
    parentPort.postMessage({ type: 'failed', message: error.message, usage: true });
    return;
  }
  const { filter } = asked;
  const { reporter: named = [], ...options } = asked.options;
  parentPort.postMessage({ type: 'accepted' });
  const planned = new Promise((resolve) => parentPort.once('message', resolve));
  const vitest = await createVitest('test', {
    ...options,
    root,
    config: false,
    include: ['suites/*.test.ts'],
    run: true,
    watch: false,
    cache: false,
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 0,
    reporters: [reporter, ...[named].flat()],
  });
  vitest.provide('dcrRun', await planned);
  try {
    await vitest.start(filter);
  } finally {
    await vitest.close();
  }
}

try {
  await host(workerData);
} catch (error) {
  parentPort.postMessage({
    type: 'failed',
    message: String(error?.message ?? error),
    usage: false,
  });
}
