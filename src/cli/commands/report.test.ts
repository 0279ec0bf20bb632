import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReportFiles } from '../../engine/report-file.ts';
import type { RunReport } from '../../model/report.ts';
import { consoleReporter } from '../../report/console.ts';
import { REPORTERS } from '../../report/index.ts';
import { reportText } from '../../report/json.ts';
import { everyKind, failure, report, result } from '../../report/testing/sample-report.ts';
import { main } from '../cli.ts';
import { publish } from '../run/publish.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-report-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function run(...argv: readonly string[]) {
  const io = fakeIo(dir);
  const code = await main(argv, io);
  return { code, out: io.out(), err: io.err() };
}

async function save(file: string, content: RunReport | string): Promise<void> {
  await mkdir(join(dir, file, '..'), { recursive: true });
  const text = typeof content === 'string' ? content : reportText(content);
  await writeFile(join(dir, file), text);
}

const read = (file: string) => readFile(join(dir, file), 'utf8');

const RUN = report([result(), failure()]);

describe('report', () => {
  it('shows a saved run as the run itself did', async () => {
    await save('reports/report.json', RUN);
    const { code, out } = await run('report');
    const context = { color: false, out: 'reports', quiet: false, headline: true };
    expect({ code, out }).toEqual({ code: 0, out: consoleReporter.render(RUN, context) });
  });

  it.each([
    ['a file', 'bank/report.json'],
    ['its folder', 'bank'],
  ])('takes %s', async (_what, path) => {
    await save('bank/report.json', RUN);
    const { code, out } = await run('report', path);
    expect(code).toBe(0);
    expect(out).toMatch(/report: bank\/report\.json\n$/);
  });

  it('writes the very bytes that the run wrote', async () => {
    const control = { caseId: 'registration/full', verdict: 'pass' as const, exchange: null };
    const whole = report([result({ control }), failure({ control })], {
      failOn: 'fail',
      notes: ['\u001b[31m “é” \ud800'],
    });
    const files = openReportFiles(join(dir, 'reports'), whole);
    files.save(whole);
    await files.end(whole);
    await run('report', '--reporter=json', '--out=again');
    expect(await read('again/report.json')).toBe(await read('reports/report.json'));
  });

  it.each(REPORTERS.flatMap(({ name, file }) => (file === null ? [] : [{ name, file }])))(
    'gives the same $file as the run',
    async ({ name, file }) => {
      const whole = everyKind();
      await save('reports/report.json', whole);
      const options = { out: 'reports', reporters: [name], quiet: true, color: true };
      await publish(whole, options, fakeIo(dir));
      await run('report', `--reporter=${name}`, '--out=again');
      expect(await read(`again/${file}`)).toBe(await read(`reports/${file}`));
    },
  );

  it('writes annotations after the summary to standard output', async () => {
    await save('reports/report.json', RUN);
    const { out } = await run('report', '--reporter=github', '--reporter=console');
    expect(out).toMatch(/report: reports\/report\.json\n::error .*\n::notice .*\n$/);
  });

  it('takes the folder that the configuration names', async () => {
    await save('build/report.json', RUN);
    await save('dcr.config.yaml', 'out: build\nquiet: true\n');
    const { out } = await run('report');
    expect(out).toMatch(/report: build\/report\.json\n$/);
    expect(out).not.toContain('area ');
  });

  it.each([
    ['nothing there', 'none', /there is no report at none/],
    ['a typing error', 'mrege', /there is no report at mrege/],
    ['no JSON', 'text.json', /text\.json cannot be parsed – .* line 1/],
    ['no report', 'empty.json', /empty\.json is no report: schemaVersion: /],
    [
      'a value of the wrong kind',
      'wrong.json',
      /wrong\.json is no report: results\[0\]\.verdict: /,
    ],
    ['a member that there is not', 'more.json', /more\.json is no report: .*"extra"/],
    [
      'another schema',
      'newer.json',
      /newer\.json is a report of schema "2\.0" – this version reads 1\.0/,
    ],
  ])('refuses %s with one line', async (_what, path, error) => {
    await save('text.json', 'not json');
    await save('empty.json', '{}');
    const odd = (change: object) => JSON.stringify({ ...RUN, ...change });
    await save('wrong.json', odd({ results: [{ ...result(), verdict: 'maybe' }] }));
    await save('more.json', odd({ extra: 1 }));
    await save('newer.json', odd({ schemaVersion: '2.0' }));
    const { code, out, err } = await run('report', path);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(error) });
    expect(err).toMatch(/^[^\n]+\n$/);
  });

  it.each([
    [['report', 'a', 'b'], /too many reports/],
    [['report', 'mereg', 'b'], /did you mean merge\?/],
    [['report', 'history'], /report history needs reports/],
    [['report', 'verify', 'a', 'b', '--jwks=c'], /--jwks c cannot be read/],
    [['report', '--reporter=consol'], /did you mean console\?/],
  ])('%s is wrong usage', async (argv, error) => {
    const { code, err } = await run(...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(error) });
  });
});

describe('report diff', () => {
  beforeEach(async () => {
    await save('good/report.json', report([result(), failure({ verdict: 'pass', findings: [] })]));
    await save('bad/report.json', RUN);
  });

  it.each([
    [
      'something regressed',
      'good',
      'bad',
      1,
      /^Regressed \(1\)\n {2}pass → fail[\s\S]*^REGRESSED · 1 regressed, 0 fixed, 1 unchanged\n$/m,
    ],
    [
      'something was fixed',
      'bad',
      'good',
      0,
      /^Fixed \(1\)\n {2}fail → pass[\s\S]*^NOTHING REGRESSED · 0 regressed, 1 fixed, 1 unchanged\n$/m,
    ],
    [
      'nothing changed',
      'bad',
      'bad',
      0,
      /^NOTHING REGRESSED · 0 regressed, 0 fixed, 2 unchanged\n$/m,
    ],
  ])('tells that %s', async (_what, before, after, exitCode, text) => {
    const { code, out } = await run('report', 'diff', before, `${after}/report.json`);
    expect({ code, out }).toEqual({ code: exitCode, out: expect.stringMatching(text) });
  });

  it('writes the files of its forms', async () => {
    const { code, out } = await run(
      'report',
      'diff',
      'good',
      'bad',
      '--reporter=markdown,html',
      '--out=d',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(await read('d/diff.md')).toMatch(/^# REGRESSED\n/);
    expect(await read('d/diff.html')).toMatch(/^<!doctype html>/);
  });

  it('takes of the reporters in a configuration file those that it has', async () => {
    await save('dcr.config.yaml', 'reporter: [console, junit]\n');
    expect((await run('report', 'diff', 'good', 'bad')).code).toBe(1);
  });

  it.each([
    [['good'], /report diff needs two reports/],
    [['good', 'bad', 'good'], /report diff needs two reports/],
    [['good', 'none'], /there is no report at none/],
    [
      ['good', 'bad', '--reporter=junit'],
      /cannot be shown as junit – report diff has console, markdown, html/,
    ],
  ])('%s is wrong usage', async (argv, error) => {
    const { code, err } = await run('report', 'diff', ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(error) });
  });
});

const PLAN = ['claims/a', 'claims/b'];
const shard = (index: number, caseId: string, bad = false): RunReport =>
  report([bad ? failure({ caseId }) : result({ caseId })], {
    failOn: 'fail',
    shard: { index, count: 2, plan: PLAN, controls: [] },
  });

describe('report merge', () => {
  it.each([
    ['files', ['s/1/report.json', 's/2/report.json']],
    ['folders', ['s/1', 's/2']],
    ['the folder of the folders', ['s']],
  ])('takes %s', async (_what, paths) => {
    await save('s/1/report.json', shard(1, 'claims/a'));
    await save('s/2/report.json', shard(2, 'claims/b'));
    const { code, out } = await run('report', 'merge', ...paths);
    expect(code).toBe(0);
    expect(out).toMatch(/CONFORMANT .* 2 cases: 2 pass .* report: reports\/report\.json\n$/);
    expect(JSON.parse(await read('reports/report.json'))).toMatchObject({ complete: true });
  });

  it('ends with the exit code of the whole run', async () => {
    await save('s/1/report.json', shard(1, 'claims/a'));
    await save('s/2/report.json', shard(2, 'claims/b', true));
    expect((await run('report', 'merge', 's')).code).toBe(1);
  });

  it('has no verdict without all shards, and says which is missing', async () => {
    await save('s/1/report.json', shard(1, 'claims/a'));
    const { code, out } = await run('report', 'merge', 's');
    expect(code).toBe(3);
    expect(out).toMatch(/Shard 2 of 2 is missing[\s\S]*claims\/b[\s\S]*NO VERDICT, INCOMPLETE/);
  });

  it('writes report.json whatever the reporters are', async () => {
    await save('s/1/report.json', shard(1, 'claims/a'));
    await run('report', 'merge', 's', '--reporter=console', '--out=merged');
    expect(JSON.parse(await read('merged/report.json'))).toMatchObject({ complete: false });
  });

  it('never writes over one of the shards', async () => {
    await save('reports/report.json', shard(1, 'claims/a'));
    const { code, err } = await run('report', 'merge', 'reports');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/written over reports\/report\.json – choose another --out/),
    });
  });

  it.each([
    [['report', 'merge'], /report merge needs reports/],
    [['report', 'merge', 'nothing'], /there is no report at nothing/],
    [['report', 'merge', 'none'], /there is no report\.json in none, nor in its folders/],
    [['report', 'merge', 'whole'], /whole\/report\.json is no shard of a run/],
  ])('%s is wrong usage', async (argv, error) => {
    await mkdir(join(dir, 'none'));
    await save('whole/report.json', RUN);
    const { code, err } = await run(...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(error) });
  });
});
