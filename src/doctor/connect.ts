import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { failureOf } from '../net/net-error.ts';

/** A result, or why there is none. */
export type Outcome<T> =
  | { readonly value: T; readonly problem: null }
  | { readonly value: null; readonly problem: string };

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name server does not answer',
  ECONNRESET: 'connection reset',
};

/** What went wrong, in a few words, with the code of the system. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = WORDS[code];
  if (words !== undefined) return `${words} (${code})`;
  return failureOf(error)?.message ?? (error instanceof Error ? error.message : String(error));
}

/** The addresses of a name, as the system finds them: the same that connections use. */
export async function addressesOf(
  host: string,
  timeoutMs: number,
): Promise<Outcome<readonly string[]>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    const found = await Promise.race([lookup(host, { all: true }), late]);
    return { value: [...new Set(found.map(({ address }) => address))], problem: null };
  } catch (error) {
    return { value: null, problem: reason(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** A TCP connection, and how many milliseconds it took. */
export interface Connected {
  readonly socket: Socket;
  readonly ms: number;
}

/** Connects to one address; whoever gets the socket closes it. */
export function connectTo(
  address: string,
  port: number,
  timeoutMs: number,
): Promise<Outcome<Connected>> {
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, family: isIP(address) });
    const fail = (problem: string): void => {
      clearTimeout(timer);
      resolve({ value: null, problem });
      socket.destroy();
    };
    const timer = setTimeout(() => fail(`no connection within ${timeoutMs} ms`), timeoutMs);
    socket.on('error', (error) => fail(reason(error)));
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve({ value: { socket, ms: Math.round(performance.now() - started) }, problem: null });
    });
  });
}
