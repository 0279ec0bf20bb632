import type { Io } from '../io.ts';

/** Resolves at SIGINT or SIGTERM. */
export function untilStopped(io: Pick<Io, 'onSignal'>): Promise<void> {
  return new Promise((done) => {
    const dispose = io.onSignal(() => {
      dispose();
      done();
    });
  });
}
