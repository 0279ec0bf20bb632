/** The package as somebody gets it: packed, installed into an empty folder, used on each version of Node that we name. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBin, ROOT, readObject, run, start, succeed } from './processes.ts';

const VERSIONS = [20, 22, 24] as const;
const BIN = join(ROOT, 'node_modules/.bin');
const FEW =
  'registration/full,claims/request-aud-absent,signatures/ssa-wrong-key,management/delete-twice';

let dir = '';
let tarball = '';
let app = '';
let packed: readonly string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-package-'));
  // Builds as well, by `prepare`.
  const told = await succeed('npm', ['pack', '--json', '--pack-destination', dir], { cwd: ROOT });
  const list = told.slice(told.search(/^[[{]/m));
  const [pack] = Object.values(
    JSON.parse(list) as Record<string, { filename: string; files: { path: string }[] }>,
  );
  if (pack === undefined) throw new Error(`npm pack said ${told}`);
  packed = pack.files.map(({ path }) => path);
  tarball = join(dir, pack.filename);
  app = join(dir, 'app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), '{"name":"app","private":true,"type":"module"}\n');
  const { devDependencies } = await readObject(join(ROOT, 'package.json'));
  // What a program in TypeScript for Node has anyway.
  const nodeTypes = `@types/node@${(devDependencies as Record<string, string>)['@types/node']}`;
  await succeed('npm', ['install', '--no-audit', '--no-fund', tarball, nodeTypes], { cwd: app });
}, 300_000);

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('the package', () => {
  it('holds what runs and what is published, and nothing else', async () => {
    const outside = packed.filter(
      (path) => !/^dist\/(.*\.(js|d\.ts|css)|ui\/index\.html)$/.test(path),
    );
    const schemas = (await readdir(join(ROOT, 'docs'))).filter((name) =>
      /\.schema\.json$/.test(name),
    );
    expect(outside.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      ...schemas.sort().map((name) => `docs/${name}`),
      'package.json',
    ]);
    expect(packed.filter((path) => /\.test\.|testing\/|dist\/(vitest|bench)\//.test(path))).toEqual(
      [],
    );
  });

  it('is what publint calls right', async () => {
    const bytes = await readFile(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(bytes).buffer },
      level: 'suggestion',
    });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
  });

  it('has types that are found wherever ESM is', async () => {
    const { code, out } = await run(
      join(BIN, 'attw'),
      [tarball, '--profile', 'esm-only', '--no-color'],
      { cwd: dir },
    );
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/node16 \(from ESM\).*🟢 \(ESM\)[\s\S]*bundler.*🟢/),
    });
  });

  it('type-checks in a program that uses it', async () => {
    const program = [
      "import { openSession, openTrustMaterial, PROFILES, REQUIREMENTS, type RunReport, startServer } from 'dcr-conformance';",
      'export const ids: readonly string[] = Object.keys(PROFILES);',
      'export const parts = [openSession, openTrustMaterial, startServer, REQUIREMENTS];',
      'export const code = (report: RunReport): number => report.exitCode;',
    ];
    await writeFile(join(app, 'program.ts'), program.join('\n'));
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      'false',
      '--module',
      'nodenext',
      '--types',
      'node',
    ];
    const { code, out } = await run(
      join(BIN, 'tsc'),
      [...options, '--target', 'es2023', 'program.ts'],
      { cwd: app },
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  it('installs no development dependency', async () => {
    const { devDependencies = {}, dependencies = {} } = await readObject(
      join(ROOT, 'package.json'),
    );
    const { packages = {} } = await readObject(join(app, 'package-lock.json'));
    const names = Object.keys(packages as object).map((path) =>
      path.replace(/^.*node_modules\//, ''),
    );
    const development = Object.keys(devDependencies as object);
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies as object)));
    expect(development.filter((name) => names.includes(name))).toEqual(['@types/node']);
  });
});

/** What `process` says first that looks like `pattern`; throws where it ends before. */
function saidBy(process: ReturnType<typeof start>, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    process.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    process.on('close', () => reject(new Error(`it ended: ${text}`)));
  });
}

describe.each(VERSIONS)('on Node %i', (major) => {
  let place = { cwd: '', nodeBin: '' };

  beforeAll(async () => {
    const cwd = join(dir, `node-${major}`);
    await mkdir(cwd);
    place = { cwd, nodeBin: await nodeBin(major) };
    expect(await succeed('node', ['--version'], place)).toMatch(new RegExp(`^v${major}\\.`));
  }, 120_000);

  const dcr = (...args: readonly string[]) =>
    run(join(app, 'node_modules/.bin/dcr-conformance'), args, place);

  it('runs by npx in an empty folder', async () => {
    const { version } = await readObject(join(ROOT, 'package.json'));
    for (const name of ['dcr-conformance', 'dcr']) {
      const out = await succeed(
        'npx',
        ['--yes', `--package=${tarball}`, '--', name, '--version'],
        place,
      );
      expect(out.trim()).toBe(version);
    }
  });

  it('tests the bundled server and writes every form of the report', async () => {
    const reporters = ['console', 'html', 'junit', 'markdown', 'har', 'csv', 'badge'].flatMap(
      (name) => ['--reporter', name],
    );
    const { code, out, err } = await dcr('run', '--only', FEW, ...reporters);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/CONFORMANT .* 5 pass/) });
    expect(err).not.toMatch(/error|warning/i);
    expect(await readObject(join(place.cwd, 'reports/report.json'))).toMatchObject({
      complete: true,
      exitCode: 0,
    });
    expect(await readFile(join(place.cwd, 'reports/report.html'), 'utf8')).toContain('CONFORMANT');
  });

  it('serves, and finds the fault of what it serves', async () => {
    const args = ['serve', '--port', '0', '--fault', 'accepts:request.claims.aud.present'];
    const server = start(join(app, 'node_modules/.bin/dcr-conformance'), args, place);
    try {
      const url = await saidBy(server, /https?:\/\/127\.0\.0\.1:\d+/);
      const { code, out } = await dcr(
        'run',
        '--target',
        url,
        '--only',
        'claims/request-aud-absent',
        '--out',
        'served',
      );
      expect({ code, out }).toEqual({
        code: 1,
        out: expect.stringMatching(/FAIL {2}claims\/request-aud-absent/),
      });
    } finally {
      server.kill();
    }
    const { code, out } = await dcr('report', 'diff', 'reports', 'served', '--reporter', 'console');
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(/^REGRESSED · 1 regressed/m),
    });
  });

  it('serves the page with lint and generate, which stands in the package as one file', async () => {
    const bin = join(app, 'node_modules/.bin/dcr-conformance');
    const server = start(bin, ['ui'], place);
    try {
      const text = await saidBy(server, /http:\/\/127\.0\.0\.1:\d+\//);
      const page = await (await fetch(text)).text();
      expect(page.startsWith('<!doctype html>')).toBe(true);
      // Not compared as texts: a difference would print a megabyte.
      expect(page.includes('connect-src &#39;none&#39;')).toBe(true);
      const file = join(app, 'node_modules/dcr-conformance/dist/ui/index.html');
      expect(page === (await readFile(file, 'utf8'))).toBe(true);
    } finally {
      server.kill();
    }
  });

  it('is a library', async () => {
    const code =
      "import('dcr-conformance').then((all) => console.log(Object.keys(all).includes('openSession')))";
    expect(await succeed('node', ['-e', code], { ...place, cwd: app })).toBe('true\n');
  });
});
