import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../../../src/model/profile.ts';
import { PROFILE } from '../run-against.ts';
import type { Observation } from './observe.ts';
import type { Order, Report } from './worker.ts';

/** Processes that run suites against servers with faults, one server each at a time. */
export interface Observers {
  /** What is amiss with the intact server; empty where all is well. */
  readonly amiss: readonly string[];
  /** Observes each of `orders`, and hands over what was seen as it comes. */
  observe<T extends Order>(
    orders: readonly T[],
    seen: (order: T, observation: Observation) => void,
  ): Promise<void>;
  close(): void;
}

/** One process; `next` is its next report, and rejects when it has ended. */
interface Observer {
  readonly child: ChildProcess;
  next(): Promise<Report>;
}

/** Megabytes for objects that die young: nearly all that a run makes do, and where there is room for many runs they cost nothing. */
const YOUNG = 64;

function startObserver(profile: Profile): Observer {
  const file = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const execArgv = [`--max-semi-space-size=${YOUNG}`, '--import', import.meta.resolve('tsx')];
  const child = fork(file, [profile.id], { execArgv, serialization: 'advanced' });
  const reports = on(child, 'message', { close: ['exit'] });
  return {
    child,
    async next() {
      const { done, value } = await reports.next();
      if (done === true) throw new Error('an observer ended before its work was done');
      return (value as [Report])[0];
    },
  };
}

/** Starts an observer for each core and waits until they know the intact server. */
export async function startObservers(profile: Profile = PROFILE): Promise<Observers> {
  const observers = Array.from({ length: availableParallelism() }, () => startObserver(profile));
  const ready = await Promise.all(observers.map((observer) => observer.next()));
  return {
    amiss: ready.flatMap((report) => (report.about === 'ready' ? report.amiss : [])),
    async observe(orders, seen) {
      const waiting = orders.values();
      const work = async ({ child, next }: Observer): Promise<void> => {
        // All of them take from the one iterator.
        for (const order of waiting) {
          child.send({ faults: order.faults, all: order.all } satisfies Order);
          const report = await next();
          if (report.about === 'observation') seen(order, report.observation);
        }
      };
      await Promise.all(observers.map(work));
    },
    close() {
      for (const { child } of observers) child.kill();
    },
  };
}
