import type { Session } from '../../model/session.ts';
import type { Io } from '../io.ts';

/** What Ctrl-C does during a run. */
export interface Interrupts {
  /** The session to stop; one that opens after a Ctrl-C is stopped at once. */
  attach(session: Pick<Session, 'abort'>): void;
  dispose(): void;
}

/** The first signal stops the run, which still deletes its clients; the second ends the process. */
export function watchInterrupts(io: Io): Interrupts {
  let session: Pick<Session, 'abort'> | null = null;
  let stopped: string | null = null;
  const dispose = io.onSignal((signal) => {
    if (stopped !== null) {
      io.exit(130);
      return;
    }
    stopped = `stopped by ${signal}`;
    io.stderr.write(
      '\nStopping; registered clients are deleted first. Once more to quit at once.\n',
    );
    session?.abort(stopped);
  });
  return {
    attach(opened) {
      session = opened;
      if (stopped !== null) opened.abort(stopped);
    },
    dispose,
  };
}
