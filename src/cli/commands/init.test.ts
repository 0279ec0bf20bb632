import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { main } from '../cli.ts';
import { CONFIG_OPTIONS } from '../options/config-schema.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-init-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function init(argv: readonly string[], answers: readonly string[] | null = null) {
  const io = fakeIo(dir, {}, '', answers);
  const code = await main(['init', ...argv], io);
  return { code, out: io.out(), err: io.err() };
}

const text = (file = 'dcr.config.yaml') => readFile(join(dir, file), 'utf8');

describe('init without a terminal', () => {
  it('asks nothing and writes every option of run, commented out', async () => {
    expect((await init([])).code).toBe(0);
    const lines = await text();
    const ofRun = Object.keys(CONFIG_OPTIONS).filter((name) =>
      CONFIG_OPTIONS[name]?.commands.includes('run'),
    );
    expect(ofRun.filter((name) => !lines.includes(`\n# ${name}: `))).toEqual([]);
    expect(parse(lines)).toBeNull();
  });

  it('writes lines that are right once the comment sign is taken away', async () => {
    await init([]);
    const members = (await text()).match(/^# [a-z-]+: .*$/gm) ?? [];
    expect(members.length).toBeGreaterThan(20);
    for (const line of members) expect(() => parse(line.slice(2))).not.toThrow();
  });

  it('writes what the flags say', async () => {
    await init([
      '--target=https://bank.example',
      '--only=claims,signatures',
      '--timeout=5000',
      '--seed=007',
      '--insecure',
      '--no-color',
      '--set=request.scope=openid',
      '--header=Authorization: env:TOKEN',
    ]);
    expect(parse(await text())).toEqual({
      target: 'https://bank.example',
      only: ['claims', 'signatures'],
      timeout: 5000,
      seed: '007',
      insecure: true,
      color: false,
      set: ['request.scope=openid'],
      header: ['Authorization: env:TOKEN'],
    });
  });

  it('writes what run then reads', async () => {
    await init(['--target=https://bank.example', '--timeout=7s', '--run-id=2026-11-22']);
    const io = fakeIo(dir);
    await main(['run', '--print-config'], io);
    expect(io.out()).toMatch(/^target +file \S+ +"https:\/\/bank\.example"$/m);
    expect(io.out()).toMatch(/^timeout +file \S+ +7000$/m);
    expect(io.out()).toMatch(/^run-id +file \S+ +"2026-11-22"$/m);
  });

  it('writes another file when one is named', async () => {
    const { out } = await init(['bank.yaml']);
    expect(await readdir(dir)).toEqual(['bank.yaml']);
    expect(out).toContain('run --config bank.yaml --print-config');
  });

  it.each([
    ['a value that run refuses', ['--timeout=soon'], /--timeout is no duration/],
    ['a profile that there is not', ['--profile=ob-uk-33'], /did you mean ob-uk-3\.3\?/],
    ['a reporter that there is not', ['--reporter=consol'], /did you mean console\?/],
    ['a secret', ['--header=Authorization: hunter2'], /--header would put a secret into the file/],
    ['a file that is no YAML', ['dcr.config.json'], /init writes YAML, not dcr\.config\.json/],
    ['a folder that is not there', ['no/where.yaml'], /no\/where\.yaml cannot be written/],
    ['an option that is a flag only', ['--print-config'], /unknown option --print-config/],
  ])('refuses %s and writes nothing', async (_what, argv, error) => {
    const { code, err } = await init(argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(error) });
    expect(err).not.toContain('hunter2');
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('init where a file is there', () => {
  it('refuses to write over it', async () => {
    await writeFile(join(dir, 'dcr.config.yaml'), 'seed: mine\n');
    const { code, err } = await init([]);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/dcr\.config\.yaml is there already – --force/),
    });
    expect(await text()).toBe('seed: mine\n');
  });

  it('writes over it with --force', async () => {
    await writeFile(join(dir, 'dcr.config.yaml'), 'seed: mine\n');
    expect((await init(['--force', '--seed=new'])).code).toBe(0);
    expect(parse(await text())).toEqual({ seed: 'new' });
  });

  it('never puts a second one beside it', async () => {
    await writeFile(join(dir, 'dcr.config.json'), '{}');
    const { code, err } = await init(['--force']);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/dcr\.config\.json is there already – remove it first/),
    });
  });
});

describe('init on a terminal', () => {
  it('writes the answers, and leaves out what was answered with nothing', async () => {
    const answers = [
      'https://bank.example/.well-known/openid-configuration',
      '',
      'https://keys.example',
      '',
      'Authorization: @token.txt',
      'build/reports',
      'console,json',
    ];
    expect((await init([], answers)).code).toBe(0);
    expect(parse(await text())).toEqual({
      target: 'https://bank.example/.well-known/openid-configuration',
      'jwks-base-url': 'https://keys.example',
      header: ['Authorization: @token.txt'],
      out: 'build/reports',
      reporter: ['console', 'json'],
    });
  });

  it('asks nothing about reach when the bundled server is tested', async () => {
    const { out } = await init([], ['', '', '', '']);
    expect(out).not.toMatch(/key sets|authority|Header/);
  });

  it('asks again until the answer can be used', async () => {
    const { out } = await init(
      ['--out=o', '--reporter=json'],
      ['bank', 'http://localhost:1', '', ''],
    );
    expect(out).toContain('--target is no http(s) URL');
    expect(parse(await text())).toMatchObject({ target: 'http://localhost:1' });
  });

  it('does not ask for what a flag says', async () => {
    const { out } = await init(['--target=http://localhost:1'], ['', '', '', '']);
    expect(out).not.toContain('URL to test');
  });

  it('writes nothing when the input ends', async () => {
    const { code, err } = await init([], ['https://bank.example']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('init was stopped') });
    expect(await readdir(dir)).toEqual([]);
  });
});
