import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOptions } from '../../model/options.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { parseCommandLine } from './command-line.ts';
import { type Merged, mergeOptions } from './merge.ts';
import { printConfig } from './print-config.ts';
import { toRunOptions } from './run-options.ts';

let plain = '';
let configured = '';

beforeAll(async () => {
  plain = await mkdtemp(join(tmpdir(), 'dcr-merge-'));
  configured = await mkdtemp(join(tmpdir(), 'dcr-merge-'));
  const config = [
    'target: https://config.example',
    'timeout: 3000',
    'seed: 7',
    'insecure: true',
    'only: [claims, signatures]',
    'set: { request.scope: openid accounts, ssa.software_roles: [AISP] }',
    'port: 9443',
  ];
  await writeFile(join(configured, 'dcr.config.yaml'), config.join('\n'));
  await writeFile(join(plain, 'secret.txt'), 'Bearer from-file\n');
});

afterAll(async () => {
  await rm(plain, { recursive: true });
  await rm(configured, { recursive: true });
});

async function merge(argv: readonly string[], env = {}, cwd = plain): Promise<Merged> {
  const line = parseCommandLine(['run', ...argv]);
  return mergeOptions('run', line.command === null ? {} : line.flags, fakeIo(cwd, env));
}

async function options(argv: readonly string[], env = {}, cwd = plain): Promise<RunOptions> {
  const io = fakeIo(cwd, env);
  return toRunOptions((await merge(argv, env, cwd)).values, io, Date.UTC(2026, 10, 22, 8, 1, 2));
}

describe('the merged options', () => {
  it('have a default for everything', async () => {
    expect(await options(['--run-id=r'])).toEqual({
      target: null,
      profile: 'ob-uk-3.3',
      only: [],
      skip: [],
      depth: null,
      include: [],
      yes: false,
      edits: [],
      seed: '1',
      runId: 'r',
      audience: null,
      keysDir: 'keys',
      registrationEndpoint: null,
      tokenEndpoint: null,
      allowHosts: [],
      ca: null,
      insecure: false,
      headers: [],
      operations: null,
      tokenScope: null,
      assertionAudience: null,
      jwksListen: { host: '127.0.0.1', port: 0 },
      jwksBaseUrl: null,
      timeoutMs: 10_000,
      rate: null,
      concurrency: null,
      maxDurationMs: null,
      out: 'reports',
      reporters: ['console', 'json'],
      failOn: 'fail',
      record: 'redacted',
      quiet: false,
      color: null,
      debug: false,
    });
  });

  it('take the file where nothing else speaks', async () => {
    expect(await options([], {}, configured)).toMatchObject({
      target: 'https://config.example',
      timeoutMs: 3000,
      seed: '7',
      insecure: true,
      only: ['claims', 'signatures'],
    });
  });

  it('take the environment before the file', async () => {
    const env = { DCR_TIMEOUT: '4s', DCR_ONLY: 'claims', DCR_INSECURE: '0' };
    expect(await options([], env, configured)).toMatchObject({
      timeoutMs: 4000,
      only: ['claims'],
      insecure: false,
    });
  });

  it('take a flag before the environment and the file', async () => {
    const argv = ['--timeout=5000', '--target=https://flag.example'];
    const env = { DCR_TIMEOUT: '4000', DCR_TARGET: 'https://env.example' };
    expect(await options(argv, env, configured)).toMatchObject({
      timeoutMs: 5000,
      target: 'https://flag.example',
    });
  });

  it('know where each value comes from', async () => {
    const { sources } = await merge(['--seed=x'], { DCR_TIMEOUT: '1s' }, configured);
    expect([sources.seed, sources.timeout, sources.target, sources.out]).toEqual([
      'flag',
      'environment',
      'config',
      'default',
    ]);
  });

  it('treat an empty variable as unset', async () => {
    expect(await options([], { DCR_TIMEOUT: '' })).toMatchObject({ timeoutMs: 10_000 });
  });

  it('collect repeated and comma-separated values', async () => {
    expect(await options(['--only=claims,signatures', '--only', 'transport'])).toMatchObject({
      only: ['claims', 'signatures', 'transport'],
    });
  });

  it.each([
    ['--set=request.scope=openid', { path: 'request.scope', value: 'openid' }],
    ['--set=request.grant_types=["a","b"]', { path: 'request.grant_types', value: ['a', 'b'] }],
    ['--set=ssa.exp=12', { path: 'ssa.exp', value: 12 }],
    ['--set=ssa.org_name=a=b', { path: 'ssa.org_name', value: 'a=b' }],
    ['--unset=request.scope', { path: 'request.scope' }],
  ])('read %s', async (flag, edit) => {
    expect((await options([flag])).edits).toEqual([edit]);
  });

  it('read a map of claims from the file', async () => {
    expect((await options([], {}, configured)).edits).toEqual([
      { path: 'request.scope', value: 'openid accounts' },
      { path: 'ssa.software_roles', value: ['AISP'] },
    ]);
  });

  it.each([
    ['--header=Authorization: env:TOKEN', 'Bearer from-env'],
    ['--header=Authorization: @secret.txt', 'Bearer from-file'],
    ['--header=Authorization: Bearer here', 'Bearer here'],
  ])('find the secret of %s', async (flag, value) => {
    const { headers } = await options([flag], { TOKEN: 'Bearer from-env' });
    expect(headers).toEqual([['Authorization', value]]);
  });

  it.each([
    ['[::1]:8080', { host: '::1', port: 8080 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
  ])('listen on %s', async (value, address) => {
    expect((await options([`--jwks-listen=${value}`])).jwksListen).toEqual(address);
  });

  it.each([
    ['1500', 1500],
    ['90s', 90_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
  ])('understand a duration of %s', async (value, ms) => {
    expect((await options([`--max-duration=${value}`])).maxDurationMs).toBe(ms);
  });

  it('name each run differently', async () => {
    const [first, second] = await Promise.all([options([]), options([])]);
    expect(first.runId).not.toBe(second.runId);
  });

  it('say no to colour only when told to', async () => {
    expect([(await options(['--no-color'])).color, (await options(['--color'])).color]).toEqual([
      false,
      true,
    ]);
  });
});

describe('--print-config', () => {
  it('shows values with their source and no secret', async () => {
    const merged = await merge(['--header=Authorization: Bearer hunter2', '--timeout=5s']);
    const text = printConfig('run', merged);
    expect(text).toMatch(/^timeout +flag +5000$/m);
    expect(text).toMatch(/^header +flag +\["Authorization: \*\*\*"\]$/m);
    expect(text).not.toContain('hunter2');
  });
});
