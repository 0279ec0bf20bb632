import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import { createSsaCommand } from './ssa-command.ts';

const NODE = JSON.stringify(process.execPath);

/** Prints for ever, at the pace of who reads it. */
const ENDLESS = "const more = () => process.stdout.write('hunter2'.repeat(9999), more); more()";

let cwd = '';

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'dcr-command-'));
});

afterAll(async () => {
  await rm(cwd, { recursive: true });
});

/** Runs a line of JavaScript as `--ssa-command`. */
function run(script: string, limitMs?: number): Promise<string> {
  const env = { ...process.env, WHO: 'the user' };
  return createSsaCommand({ env, cwd }, limitMs)(`${NODE} -e "${script}"`);
}

describe('--ssa-command', () => {
  it('gives what is printed, without the space around it', async () => {
    expect(await run("console.log(' a.b.c ')")).toBe('a.b.c');
  });

  it('runs in the folder and the environment of the user', async () => {
    expect(await run('console.log(process.env.WHO, process.cwd())')).toMatch(
      new RegExp(`^the user .*${cwd.split('/').at(-1)}$`),
    );
  });

  it.each([
    ['fails', "console.log('hunter2'); process.exit(3)", 'failed with exit code 3'],
    ['prints without end', ENDLESS, 'printed more than 1048576 bytes'],
  ])('is an error of one line when it %s, without what it printed', async (_what, script, says) => {
    const error = await run(script).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(says);
    expect(JSON.stringify([(error as UsageError).message, (error as UsageError).hint])).not.toMatch(
      /hunter2|\n/,
    );
  });

  it('is not waited for without end, and leaves no process', async () => {
    const beat = "setInterval(() => require('fs').appendFileSync('beats', '.'), 20)";
    await expect(run(beat, 2_000)).rejects.toThrow('--ssa-command did not end within 2 s');
    const beats = () => readFile(join(cwd, 'beats'), 'utf8');
    const before = await beats();
    await sleep(300);
    expect([before.length > 0, await beats()]).toEqual([true, before]);
  });

  it('that cannot be started is an error of one line', async () => {
    const nowhere = createSsaCommand({ env: process.env, cwd: join(cwd, 'nowhere') });
    await expect(nowhere('true')).rejects.toThrow('--ssa-command could not be started');
  });

  it('finds its input at an end, and asks nobody', async () => {
    expect(await run("process.stdin.on('end', () => console.log('ended')).resume()")).toBe('ended');
  });
});
