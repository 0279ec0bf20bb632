import { BroadcastChannel } from 'node:worker_threads';
import type { CaseResult } from '../model/report.ts';
import { toOutcome } from './outcome.ts';
import type { Hello, Outcome, RunMessage } from './protocol.ts';

/** Tells the suites how the cases of one run end. */
export interface Broadcast {
  /** The first time counts. */
  tell(result: CaseResult): void;
  /** Ends every test that still waits. */
  stop(message: string): void;
  close(): void;
}

/** Opens the channel `name`; a suite that comes later gets everything told so far. */
export function openBroadcast(name: string): Broadcast {
  const told = new Map<string, Outcome>();
  let stopped: RunMessage | null = null;
  const channel = new BroadcastChannel(name);
  const post = (message: RunMessage) => channel.postMessage(message);
  channel.onmessage = (event) => {
    if ((event as { data: RunMessage | Hello }).data.type !== 'hello') return;
    post({ type: 'outcomes', outcomes: [...told.values()] });
    if (stopped !== null) post(stopped);
  };
  channel.unref();
  return {
    tell(result) {
      if (told.has(result.caseId)) return;
      const outcome = toOutcome(result);
      told.set(outcome.caseId, outcome);
      post({ type: 'outcomes', outcomes: [outcome] });
    },
    stop(message) {
      stopped = { type: 'stopped', message };
      post(stopped);
    },
    close: () => channel.close(),
  };
}
