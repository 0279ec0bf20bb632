/** The product as a person starts it: both entry points, against the bundled server and a served one. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { type Finished, startProcess } from './testing/start-process.ts';

let dir = '';

async function readReport(out: string): Promise<RunReport> {
  return JSON.parse(await readFile(join(dir, out, 'report.json'), 'utf8')) as RunReport;
}

async function run(
  entry: 'cli' | 'npmTest',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const words = entry === 'cli' ? ['run', ...args] : args;
  return startProcess(entry, words, dir, env).finished;
}

function verdicts({ results }: RunReport): Readonly<Record<string, string>> {
  return Object.fromEntries(results.map(({ caseId, verdict }) => [caseId, verdict]));
}

/** Starts `serve` on a free port, does something with its URL, and stops it. Answers its exit code. */
async function withServer(
  args: readonly string[],
  use: (origin: string) => Promise<void>,
): Promise<number | null> {
  const server = startProcess('cli', ['serve', '--port=0', ...args], dir);
  try {
    const [, origin = ''] = await server.printed(/at (https?:\/\/\S+)[\s\S]*Ctrl-C/);
    await use(origin);
  } finally {
    server.child.kill('SIGINT');
  }
  return (await server.finished).code;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-entries-'));
  await startProcess('cli', ['keys'], dir).finished;
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('the bundled server', () => {
  it('gets the same verdicts from `npm test` and from `run`', async () => {
    const byRun = await run('cli', ['--run-id=same', '--out=by-run']);
    const byVitest = await run('npmTest', ['--run-id=same', '--out=by-vitest']);
    expect([byRun.code, byVitest.code]).toEqual([0, 0]);
    const [one, other] = [await readReport('by-run'), await readReport('by-vitest')];
    expect(verdicts(one)).toEqual(verdicts(other));
    expect(one.results.map((r) => r.caseId)).toEqual(other.results.map((r) => r.caseId));
  });

  it('leads to a complete report that fits the published schema', async () => {
    await run('cli', ['--only=registration', '--out=schema']);
    const report = reportSchema.parse(await readReport('schema'));
    expect(report.complete).toBe(true);
  });

  it('runs the tests that the user picks among vitest’s options', async () => {
    const { code, out } = await run('npmTest', [
      '--only=discovery',
      '--out=picked',
      '--',
      '--reporter=verbose',
    ]);
    expect({ code, seen: out.includes('suites/discovery.test.ts') }).toEqual({
      code: 0,
      seen: true,
    });
  });
});

describe('a served reference server', () => {
  const trusting = ['--ca=keys/ca/root.pem', '--only=registration,transport,management,client-use'];

  it('gets over mTLS the verdicts of the bundled one', async () => {
    await run('cli', [...trusting.slice(1), '--out=bundled']);
    const code = await withServer(['--tls', '--mtls'], async (origin) => {
      const target = origin.replace('127.0.0.1', 'localhost');
      await run('npmTest', [...trusting, `--target=${target}`, '--out=served']);
    });
    expect(code).toBe(0);
    expect(verdicts(await readReport('served'))).toEqual(verdicts(await readReport('bundled')));
  });

  it('has its transport cases left out over plain http', async () => {
    await withServer([], async (origin) => {
      await run('cli', [`--target=${origin}`, '--only=transport,registration', '--out=http']);
    });
    const report = await readReport('http');
    expect(report.exitCode).toBe(0);
    expect(report.totals.notApplicable).toBeGreaterThan(0);
    expect(report.notes.join(' ')).toContain('plain http');
  });

  it('fails with the case that its fault breaks, in both ways to run', async () => {
    await withServer(['--fault=accepts:request.claims.aud.present'], async (origin) => {
      const args = [`--target=${origin}`, '--only=claims/request-aud'];
      const byRun = await run('cli', [...args, '--out=fault-run']);
      const byVitest = await run('npmTest', [...args, '--out=fault-vitest']);
      expect([byRun.code, byVitest.code]).toEqual([1, 1]);
    });
    expect(verdicts(await readReport('fault-run'))).toEqual(
      verdicts(await readReport('fault-vitest')),
    );
  });

  it('cannot have a port that is in use', async () => {
    await withServer([], async (origin) => {
      const again = startProcess('cli', ['serve', `--port=${new URL(origin).port}`], dir);
      const { code, err } = await again.finished;
      expect({ code, err }).toEqual({
        code: 2,
        err: expect.stringMatching(/^[^\n]*port[^\n]*\n$/),
      });
    });
  });
});

describe('what cannot be run', () => {
  const ONE_LINE = /^dcr-conformance: [^\n]+\n$/;

  it.each([
    ['cli', ['--target=http://127.0.0.1:1'], 3],
    ['npmTest', ['--target=http://127.0.0.1:1'], 3],
    ['npmTest', ['--targt=http://127.0.0.1:1'], 2],
    ['npmTest', ['--only=no-such-case'], 2],
  ] as const)('ends %s %s with one line and exit code %i', async (entry, args, code) => {
    const finished = await run(entry, [...args, '--out=bad']);
    expect(finished).toEqual({ code, out: '', err: expect.stringMatching(ONE_LINE) });
  });

  it('is said about a target that does not trust our TLS client, with what was measured', async () => {
    await withServer(['--tls'], async (origin) => {
      const { code, err } = await run('cli', [`--target=${origin}`, '--out=no-ca']);
      expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(ONE_LINE) });
    });
    expect((await readReport('no-ca')).complete).toBe(false);
  });

  it('is said about a control that the target refuses, with what was measured', async () => {
    await withServer([], async (origin) => {
      const args = [`--target=${origin}`, '--keys=other-keys', '--out=refused'];
      const { code, err } = await run('cli', args);
      expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(ONE_LINE) });
    });
    const { calibration } = await readReport('refused');
    expect(calibration?.tried.length).toBeGreaterThan(1);
  });
});

describe('Ctrl-C', () => {
  it('ends with an incomplete report and nothing left on the server', async () => {
    await withServer([], async (origin) => {
      const args = ['run', `--target=${origin}`, '--rate=20', '--out=stopped'];
      const started = startProcess('cli', args, dir);
      await started.printed(/target: http/);
      await new Promise((done) => setTimeout(done, 1500));
      started.child.kill('SIGINT');
      expect((await started.finished).code).toBe(3);
    });
    const { complete, leftovers } = await readReport('stopped');
    expect({ complete, leftovers }).toEqual({ complete: false, leftovers: [] });
  });
});

describe('help', () => {
  it('comes without the libraries that only a run needs', async () => {
    const { err } = await startProcess('cli', ['--help'], dir, { NODE_DEBUG: 'esm' }).finished;
    expect(err).toContain('commander');
    expect(err).not.toMatch(/node_modules\/(@faker-js|node-forge|undici|hono|zod|jose)\//);
  });
});
