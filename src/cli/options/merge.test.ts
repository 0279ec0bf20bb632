import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOptions } from '../../model/options.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
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
  await writeFile(join(plain, 'token.txt'), 'from-file\n');
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
      profile: obUk33,
      only: [],
      skip: [],
      depth: null,
      include: [],
      yes: false,
      fuzz: null,
      shard: null,
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
      proxy: null,
      resolve: [],
      transport: null,
      supplied: null,
      publish: null,
      registrationAuthorization: null,
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
      baseline: null,
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
    const { origins } = await merge(['--seed=x'], { DCR_TIMEOUT: '1s' }, configured);
    expect([origins.seed, origins.timeout, origins.target, origins.out]).toEqual([
      { source: 'flag', name: '--seed' },
      { source: 'environment', name: 'DCR_TIMEOUT' },
      { source: 'file', name: join(configured, 'dcr.config.yaml') },
      { source: 'default', name: '' },
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

  const target = '--target=https://bank.example';

  it.each([
    [['--proxy=proxy.example:3128'], {}, 'http://proxy.example:3128', null, true],
    [['--proxy=https://proxy.example/'], {}, 'https://proxy.example', null, true],
    [
      ['--proxy=env:P'],
      { P: 'http://me:p%40ss@p.example:1' },
      'http://p.example:1',
      'me:p@ss',
      true,
    ],
    [['--proxy=http://a:1'], { HTTPS_PROXY: 'http://b:2' }, 'http://a:1', null, true],
    [[], { DCR_PROXY: 'http://a:1' }, 'http://a:1', null, true],
    [[], { HTTPS_PROXY: 'http://b:2' }, 'http://b:2', null, false],
    [[], { https_proxy: 'http://b:2', HTTPS_PROXY: 'http://c:3' }, 'http://b:2', null, false],
  ])('find the proxy of %s and %s', async (argv, env, url, credentials, loopback) => {
    expect((await options([target, ...argv], env)).proxy).toMatchObject({
      https: { url, credentials },
      loopback,
    });
  });

  it('tell the proxy for http from the one for https', async () => {
    const { proxy } = await options([target], { HTTP_PROXY: 'http://a:1' });
    expect([proxy?.http?.url, proxy?.https]).toEqual(['http://a:1', null]);
  });

  it('read NO_PROXY also beside --proxy', async () => {
    const env = { NO_PROXY: 'a.example, .b.example  c.example' };
    expect((await options([target, '--proxy=http://a:1'], env)).proxy?.except).toEqual([
      'a.example',
      '.b.example',
      'c.example',
    ]);
  });

  it('pass over a proxy of the environment that nothing needs', async () => {
    expect((await options([], { HTTPS_PROXY: 'socks5://a:1' })).proxy).toBeNull();
  });

  it.each([
    ['--resolve=Bank.example:443:192.0.2.1', 'bank.example', 443, ['192.0.2.1']],
    [
      '--resolve=b.example:8443:[2001:db8::1],192.0.2.1',
      'b.example',
      8443,
      ['2001:db8::1', '192.0.2.1'],
    ],
    ['--resolve=b.example:1:::1', 'b.example', 1, ['::1']],
  ])('read %s', async (flag, host, port, addresses) => {
    expect((await options([flag])).resolve).toEqual([{ host, port, addresses }]);
  });

  it.each([
    ['--basic=me:pass', {}, 'Basic bWU6cGFzcw=='],
    ['--basic=env:PAIR', { PAIR: 'me:pass' }, 'Basic bWU6cGFzcw=='],
    ['--initial-access-token=@token.txt', {}, 'Bearer from-file'],
  ])('make the Authorization header of %s', async (flag, env, header) => {
    expect((await options([flag], env)).registrationAuthorization).toBe(header);
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
  const text = async (argv: readonly string[], env = {}, cwd = plain) =>
    printConfig('run', await merge(argv, env, cwd));

  it.each([
    ['a flag', /^timeout +flag --timeout +5000$/m],
    ['a variable', /^seed +environment DCR_SEED +"9"$/m],
    [
      'the file with its path',
      /^target +file \/.+\/dcr\.config\.yaml +"https:\/\/config\.example"$/m,
    ],
    ['a default', /^out +default +"reports"$/m],
    ['an address', /^jwks-listen +default +"127\.0\.0\.1:0"$/m],
  ])('shows %s as the origin of a value', async (_what, line) => {
    expect(await text(['--timeout=5s'], { DCR_SEED: '9' }, configured)).toMatch(line);
  });

  it.each([
    ['proxy', '--proxy=http://me:hunter2@p:1', '"***"'],
    ['basic', '--basic=me:hunter2', '"***"'],
    ['initial-access-token', '--initial-access-token=hunter2', '"***"'],
    ['header', '--header=Authorization: Bearer hunter2', '["Authorization: ***"]'],
  ])('shows no secret in --%s', async (name, flag, value) => {
    const shown = await text([flag]);
    expect(shown).toMatch(new RegExp(`^${name} +flag --${name} +`, 'm'));
    expect(shown).toContain(`${value}\n`);
    expect(shown).not.toContain('hunter2');
  });

  it('shows where a secret is taken from', async () => {
    expect(await text(['--header=Authorization: env:TOKEN'])).toContain('Authorization: env:TOKEN');
  });
});
