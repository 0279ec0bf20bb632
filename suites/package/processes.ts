import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Other versions of Node stay here until the next `npm ci`. */
const NODES = join(ROOT, 'node_modules/.cache/nodes');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The `node` of this process. */
export const NODE = process.execPath;

export interface Place {
  readonly cwd: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the `node` that is found first; the one of this process when left out. */
  readonly nodeBin?: string;
}

/** What npm and vitest tell their children would change what these do. */
function environment(nodeBin: string, extra: Place['env']): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(DCR_|npm_|NODE_|VITEST|INIT_CWD|FORCE_COLOR|GITHUB_)/i.test(name),
  );
  const path = [nodeBin, process.env.PATH ?? ''].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, NO_COLOR: '1', ...extra };
}

/** Starts `command` with `args`. */
export function start(command: string, args: readonly string[], place: Place): ChildProcess {
  const { cwd, env, nodeBin = dirname(NODE) } = place;
  return spawn(command, args, {
    cwd,
    env: environment(nodeBin, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `command` to its end. */
export async function run(command: string, args: readonly string[], place: Place): Promise<Ended> {
  const child = start(command, args, place);
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    texts.out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    texts.err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}

/** As {@link run}; throws what was printed where the exit code is not 0. */
export async function succeed(
  command: string,
  args: readonly string[],
  place: Place,
): Promise<string> {
  const { code, out, err } = await run(command, args, place);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${out}${err}`);
  return out;
}

/** The folder of a `node` of version `major`: the one that runs, or that of npm's package `node`. */
export async function nodeBin(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return dirname(NODE);
  const folder = join(NODES, String(major));
  const bin = join(folder, 'node_modules/node/bin');
  const there = await stat(join(bin, 'node')).then(
    () => true,
    () => false,
  );
  if (!there) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private":true}\n');
    await succeed('npm', ['install', '--no-audit', '--no-fund', `node@${major}`], { cwd: folder });
  }
  return bin;
}

/** Members of a JSON file. */
export async function readObject(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
}
