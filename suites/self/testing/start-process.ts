import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Entry points of the product, from source. */
export const ENTRIES = {
  cli: fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url)),
  npmTest: fileURLToPath(new URL('../../../src/vitest/main.ts', import.meta.url)),
} as const;

const TSX = import.meta.resolve('tsx');

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves with the first match of `pattern` in what the process printed; rejects when it ends without one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Variables of the surrounding test run that would change what the product does. */
function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(DCR_|npm_config_|NODE_OPTIONS|VITEST|FORCE_COLOR)/.test(name),
  );
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...extra };
}

/** Starts an entry point with `args` in the folder `cwd`. */
export function startProcess(
  entry: keyof typeof ENTRIES,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, ['--import', TSX, ENTRIES[entry], ...args], {
    cwd,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return {
    child,
    finished,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(out);
          if (match !== null) resolve(match);
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`${pattern} was not printed:\n${out}${err}`)));
        look();
      }),
  };
}
