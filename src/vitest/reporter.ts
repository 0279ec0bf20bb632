import { parentPort } from 'node:worker_threads';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';
import type { HostMessage, SeenTest } from './protocol.ts';

function errorText({ message }: Pick<SerializedError, 'message'>): string {
  return message.split('\n')[0] ?? '';
}

/** Shows nothing: progress and summary come from the run. Tells it how vitest saw the tests end. */
export default class QuietReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests: SeenTest[] = [];
    const errors = unhandled.map(errorText);
    for (const module of modules) {
      errors.push(...module.errors().map(errorText));
      for (const test of module.children.allTests()) {
        tests.push({ name: test.fullName, state: test.result().state });
      }
    }
    parentPort?.postMessage({ type: 'end', tests, errors } satisfies HostMessage);
  }
}
