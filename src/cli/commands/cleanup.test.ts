import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEAD_RUN, killedWith } from '../../engine/cleanup/testing/left-behind.ts';
import { thisProcess } from '../../engine/ledger/holder.ts';
import { intent, settled } from '../../engine/ledger/testing/entries.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-cleanup-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function put(entries: readonly object[], name = 'run-1'): Promise<void> {
  await mkdir(join(dir, 'keys', 'ledger'), { recursive: true });
  const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  await writeFile(join(dir, 'keys', 'ledger', `${name}.jsonl`), text);
}

async function cleanup(args: readonly string[] = [], env: Record<string, string> = {}) {
  const io = fakeIo(dir, env);
  const code = await main(['cleanup', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('cleanup', () => {
  it('says in one line that there is nothing to do, and makes no keys', async () => {
    expect(await cleanup()).toEqual({
      code: 0,
      out: '0 deleted, 0 left, 0 possibly registered\n',
      err: '',
    });
    await expect(rm(join(dir, 'keys'))).rejects.toThrow('ENOENT');
  });

  it('lists what may have been registered with all that a bank can look for', async () => {
    await put([...killedWith(), intent('x'), settled('unclear', 'x', 'timeout')]);
    const { code, out } = await cleanup();
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'run run-1 of https://bank.example (keys/ledger/run-1.jsonl)',
      '  possibly registered  run run-1, jti jti-x, software_id software-x, client_name "name-x", 2026-11-22T08:01:02.000Z: timeout',
    ]);
    expect(out).toMatch(/\n0 deleted, 0 left, 1 possibly registered\n$/);
  });

  it('says what it would delete', async () => {
    await put(killedWith('client-1'));
    const { code, out } = await cleanup(['--dry-run']);
    expect(code).toBe(1);
    expect(out).toContain('\n  to delete  client-1 of software software-client-1\n');
    expect(out).toMatch(/\n1 to delete, 0 possibly registered\n$/);
  });

  it('says in one line whose ledger it leaves alone', async () => {
    const { pid, host } = thisProcess();
    await put([{ ...DEAD_RUN, holder: thisProcess() }, intent('x')]);
    expect(await cleanup()).toMatchObject({
      code: 0,
      out: `run run-1 of https://bank.example: it is still running (process ${pid} on ${host}), so its ledger was left alone\n0 deleted, 0 left, 0 possibly registered\n`,
    });
  });

  it('says that there are ledgers of other targets', async () => {
    await put([...killedWith(), intent('x')]);
    const { code, out } = await cleanup(['--target=https://other.example']);
    expect([code, out]).toEqual([
      0,
      'Ledgers of other targets that hold something: 1. Leave out --target to see them.\n0 deleted, 0 left, 0 possibly registered\n',
    ]);
  });

  it('asks for the file of a profile that is not built in', async () => {
    const [run, ...entries] = killedWith('client-1');
    await put([{ ...run, profile: 'north-bank' }, ...entries]);
    expect(await cleanup()).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^[^\n]*the profile north-bank[^\n]*--profile\n$/),
    });
  });

  it('is wrong usage where the keys of the run are gone', async () => {
    await put(killedWith('client-1'));
    expect(await cleanup()).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^[^\n]*no keys in keys[^\n]*--import[^\n]*\n$/),
    });
  });

  it('tells programs the same, without a credential', async () => {
    const secret = { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'hunter2' };
    const entries = killedWith('client-1').map((entry) =>
      entry.event === 'registered' ? { ...entry, record: secret } : entry,
    );
    await put([...entries, intent('x')]);
    const { code, out } = await cleanup(['--dry-run', '--json']);
    expect(out).not.toContain('hunter2');
    expect({ code, ...JSON.parse(out) }).toMatchObject({
      code: 1,
      exitCode: 1,
      dryRun: true,
      toDelete: 1,
      possiblyRegistered: 1,
      ledgers: [
        {
          runId: 'run-1',
          toDelete: [{ clientId: 'client-1', softwareId: 'software-client-1' }],
          possible: [{ softwareId: 'software-x', jti: 'jti-x', clientName: 'name-x' }],
        },
      ],
    });
  });

  it('shows names from a ledger escaped', async () => {
    await put([...killedWith('\u001b[31mred')]);
    expect((await cleanup(['--dry-run'])).out).not.toContain('\u001b');
  });
});
