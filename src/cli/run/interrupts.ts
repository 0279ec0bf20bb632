import type { Session } from '../../model/session.ts';
import type { Io } from '../io.ts';

/** What Ctrl-C does during a run. */
export interface Interrupts {
  /** The session to stop; one that opens after a Ctrl-C is stopped at once. */
  attach(session: Pick<Session, 'abort'>): void;
  dispose(): void;
}

/** A run that is still being opened may wait for a target that does not answer. */
const OPENING_MS = 15_000;

/** The first signal stops the run, which still deletes its clients; the second ends the process. */
export function watchInterrupts(io: Io): Interrupts {
  let session: Pick<Session, 'abort'> | null = null;
  let stopped: string | null = null;
  const dispose = io.onSignal((signal) => {
    if (stopped !== null) {
      io.exit(130);
      return;
    }
    stopped = `interrupted by ${signal}`;
    io.stderr.write(
      '\nStopping; registered clients are deleted first. Once more to quit at once: dcr-conformance cleanup then deletes them.\n',
    );
    if (session === null) setTimeout(() => session === null && io.exit(130), OPENING_MS).unref();
    else session.abort(stopped);
  });
  return {
    attach(opened) {
      session = opened;
      if (stopped !== null) opened.abort(stopped);
    },
    dispose,
  };
}
