import type { Io } from '../io.ts';

/** An Io that keeps what is written; signals are sent by hand. */
export interface FakeIo extends Io {
  out(): string;
  err(): string;
  signal(name: string): void;
  readonly exits: readonly number[];
}

/** `cwd` should be an empty directory, or one that the test filled; with `answers` there is a terminal to ask on. */
export function fakeIo(
  cwd: string,
  env: Io['env'] = {},
  stdin = '',
  answers: readonly string[] | null = null,
): FakeIo {
  const left = answers?.values();
  let out = '';
  let err = '';
  const exits: number[] = [];
  const handlers = new Set<(signal: string) => void>();
  return {
    stdout: {
      write: (text) => {
        out += text;
      },
      isTTY: false,
      columns: 80,
    },
    stderr: {
      write: (text) => {
        err += text;
      },
      isTTY: false,
      columns: 80,
    },
    env,
    cwd,
    stdin: async () => stdin,
    ask:
      left === undefined
        ? null
        : async (question) => {
            out += question;
            return left.next().value ?? null;
          },
    onSignal(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    exit: (code) => exits.push(code),
    out: () => out,
    err: () => err,
    signal: (name) => {
      for (const handler of handlers) handler(name);
    },
    exits,
  };
}
