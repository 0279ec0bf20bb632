import { BroadcastChannel } from 'node:worker_threads';
import { inject, test } from 'vitest';
import {
  type Hello,
  type Outcome,
  type ProvidedRun,
  type RunMessage,
  testName,
} from './protocol.ts';

const HOW_TO = 'The conformance suites need a run behind them: start them with `npm test`.';

type Wait = (caseId: string) => Promise<Outcome>;

/** Outcomes by channel: the worker keeps this module for all suites. */
const runs = new Map<string, Wait>();

function listen(name: string): Wait {
  const arrived = new Map<string, Outcome>();
  const waiting = new Map<string, { done(outcome: Outcome): void; stop(error: Error): void }>();
  let stopped: Error | null = null;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event) => {
    const message = (event as { data: RunMessage | Hello }).data;
    if (message.type === 'hello') return;
    if (message.type === 'stopped') {
      stopped = new Error(message.message);
      for (const { stop } of waiting.values()) stop(stopped);
      return;
    }
    for (const outcome of message.outcomes) {
      arrived.set(outcome.caseId, outcome);
      waiting.get(outcome.caseId)?.done(outcome);
    }
  };
  channel.unref();
  channel.postMessage({ type: 'hello' } satisfies Hello);
  return (caseId) => {
    const outcome = arrived.get(caseId);
    if (outcome !== undefined) return Promise.resolve(outcome);
    if (stopped !== null) return Promise.reject(stopped);
    return new Promise((done, stop) => waiting.set(caseId, { done, stop }));
  };
}

function outcomesOf(run: ProvidedRun): Wait {
  const wait = runs.get(run.channel) ?? listen(run.channel);
  runs.set(run.channel, wait);
  return wait;
}

/** An error whose text is the whole story: no stack into this file. */
function failure(message: string): Error {
  const error = new Error(message);
  error.name = 'ConformanceError';
  error.stack = `${error.name}: ${message}`;
  return error;
}

/** Defines one test per planned case of `area`. Each waits for the result of its case, which the run makes elsewhere. */
export function defineSuite(area: string): void {
  const run = inject('dcrRun') as ProvidedRun | undefined;
  if (run === undefined) throw failure(HOW_TO);
  const wait = outcomesOf(run);
  const planned = run.plan.filter((each) => each.area === area);
  if (planned.length === 0) test.skip(`no case of ${area} is in this run`);
  for (const each of planned) {
    test(testName(each), { timeout: 0 }, async ({ annotate, skip }) => {
      const { end, message } = await wait(each.id);
      if (end === 'skip') skip(message);
      if (end === 'fail') throw failure(message);
      if (end === 'warn') await annotate(message, 'warning');
    });
  }
}
