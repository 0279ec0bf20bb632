import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport } from '../model/report.ts';
import { median } from './pool.ts';

const ROUNDS = 5;

/** Wall seconds of one process; its output is read and thrown away. */
function timed(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => resolve((performance.now() - started) / 1000));
  });
}

/** Median seconds of `first` and `second`, run in turn so that a drifting machine hurts both. */
async function pairs(
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  await first();
  await second();
  for (let round = 0; round < ROUNDS; round += 1) {
    times[0].push(await first());
    times[1].push(await second());
  }
  return [median(times[0]), median(times[1])];
}

/** Suites with as many files and tests as the conformance project has, all of them empty. */
async function writeEmptySuites(root: string, perArea: ReadonlyMap<string, number>): Promise<void> {
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  const config =
    "export default { test: { include: ['*.test.ts'], pool: 'threads', isolate: false } };\n";
  await writeFile(join(root, 'vitest.config.ts'), config);
  for (const [area, count] of perArea) {
    const body = `import { test } from 'vitest';\nfor (let i = 0; i < ${count}; i += 1) test('case ' + i, async () => {});\n`;
    await writeFile(join(root, `${area}.test.ts`), body);
  }
}

export interface ProcessFigures {
  readonly npmTestSeconds: number;
  readonly emptyVitestSeconds: number;
  readonly npmTestRatio: number;
  readonly runSeconds: number;
}

export interface ProcessBench {
  readonly figures: ProcessFigures;
  /** What the last run reported. */
  readonly report: RunReport;
}

/** Whole processes: the suites against the bundled server, an empty vitest run of the same shape, and `run`. */
export async function benchProcesses(
  scratch: string,
  perArea: ReadonlyMap<string, number>,
): Promise<ProcessBench> {
  const empty = join(scratch, 'empty-suites');
  await writeEmptySuites(empty, perArea);
  const out = join(scratch, 'run');
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const [npmTestSeconds, emptyVitestSeconds] = await pairs(
    () => timed('npm', ['test', '--silent', '--', `--out=${out}`]),
    () => timed(process.execPath, [vitest, 'run', '--root', empty]),
  );
  const cli = join('dist', 'cli', 'main.js');
  const [runSeconds] = await pairs(
    () => timed(process.execPath, [cli, 'run', `--out=${out}`]),
    () => timed(process.execPath, [cli, '--version']),
  );
  const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as RunReport;
  await rm(scratch, { recursive: true, force: true });
  const npmTestRatio = npmTestSeconds / emptyVitestSeconds;
  return { figures: { npmTestSeconds, emptyVitestSeconds, npmTestRatio, runSeconds }, report };
}
