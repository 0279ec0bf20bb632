import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAlive, thisProcess } from './holder.ts';

const HOUR = 3_600_000;
const ELSEWHERE = { ...thisProcess(), host: 'elsewhere' };

describe('a holder of a ledger', () => {
  it('is alive while its process runs, however silent', () => {
    const sure = thisProcess().born !== null;
    expect(isAlive(thisProcess(), sure ? HOUR : 0)).toBe(true);
  });

  it('is dead when its process is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(isAlive({ ...thisProcess(), pid: child.pid ?? 0 }, 0)).toBe(false);
  });

  it.runIf(existsSync('/proc/self/stat'))('is not a later process of the same pid', () => {
    expect(isAlive({ ...thisProcess(), born: 'another time' }, 0)).toBe(false);
  });

  it.each([
    ['that touched its ledger a moment ago', 1000, true],
    ['that has been silent for an hour', HOUR, false],
  ])('on another machine %s is judged by that', (_what, silentMs, alive) => {
    expect(isAlive(ELSEWHERE, silentMs)).toBe(alive);
  });
});
