/** A run that is divided gives, merged, the report of the whole run. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeShards } from '../../src/engine/merge/index.ts';
import { SYSTEM_CLOCK } from '../../src/engine/open-target.ts';
import type { RunOptions } from '../../src/model/options.ts';
import type { RunReport } from '../../src/model/report.ts';
import { reportText } from '../../src/report/json.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { runAgainst, runSession, serve, trustMaterial } from './run-against.ts';
import { differences } from './testing/comparable.ts';
import { startProcess } from './testing/start-process.ts';

const SOME = ['discovery', 'registration', 'claims/request-aud', 'claims/ssa', 'management'];
const FAULT = 'accepts:request.claims.aud.present';

let whole: RunReport;
let shards: readonly RunReport[];
let merged: RunReport;

/** Stands still, so that two runs send the same claims. */
const START = Date.now();
const clock = { now: () => START, sleep: SYSTEM_CLOCK.sleep };

async function run(options: Partial<RunOptions>): Promise<RunReport> {
  const trust = await trustMaterial();
  const { report } = await runAgainst({ trust, faults: [FAULT], options, clock });
  if (report === null) throw new Error('the run gave no report');
  return JSON.parse(reportText(report)) as RunReport;
}

/** The port stands in each SSA. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const named = (reports: readonly RunReport[]) =>
  reports.map((report) => ({ name: `shard-${report.shard?.index}`, report }));

beforeAll(async () => {
  const jwksListen = { host: '127.0.0.1', port: await freePort() };
  // A busy machine must not make one of the runs differ.
  const timeoutMs = 30_000;
  const options = { only: SOME, seed: 'shards', runId: randomUUID(), jwksListen, timeoutMs };
  whole = await run(options);
  const parts: RunReport[] = [];
  for (const index of [1, 2, 3]) parts.push(await run({ ...options, shard: { index, count: 3 } }));
  shards = parts;
  merged = mergeShards(named(shards));
}, 180_000);

describe('the merged report of three shards', () => {
  it('has the totals, the exit code and the members of the whole run', () => {
    const { totals, exitCode, complete, trustMode, profile, seed, runId, notes } = whole;
    expect(merged).toMatchObject({
      totals,
      exitCode,
      complete,
      trustMode,
      profile,
      seed,
      runId,
      notes,
    });
    expect(Object.keys(merged)).toEqual(Object.keys(whole));
    expect(exitCode).toBe(1);
  });

  it('has each result of the whole run, in plan order', () => {
    expect(merged.results.map(({ caseId }) => caseId)).toEqual(
      whole.results.map(({ caseId }) => caseId),
    );
    expect(differences(merged, whole)).toEqual([]);
  });

  it('has the requirement statuses of the whole run', () => {
    expect(merged.requirements).toEqual(whole.requirements);
  });

  it('has the hosts and the leftovers of the whole run', () => {
    const names = ({ hosts }: RunReport) => new Set(hosts.map((host) => host.split(':')[0]));
    expect(names(merged)).toEqual(names(whole));
    expect(merged.leftovers).toEqual(whole.leftovers);
  });

  it('fits the published schema, as its shards do', () => {
    for (const report of [...shards, merged])
      expect(reportSchema.safeParse(report).error).toBe(undefined);
  });
});

describe('the shards', () => {
  it('have each case once', () => {
    const ids = shards.flatMap(({ results }) => results.map(({ caseId }) => caseId));
    expect(ids.toSorted()).toEqual(whole.results.map(({ caseId }) => caseId).toSorted());
  });

  it('have about the same work', () => {
    const work = shards.map(({ results }) =>
      results.reduce((sum, { exchanges }) => sum + exchanges.length, 0),
    );
    expect(Math.max(...work) / Math.min(...work)).toBeLessThan(1.5);
  });
});

describe('shards of one run against one deployment', () => {
  it('send no jti twice: each has its first control accepted', async () => {
    const trust = await trustMaterial();
    const server = await serve({ trust });
    const reports: (RunReport | null)[] = [];
    for (const index of [1, 2]) {
      const { report } = await runSession(trust, {
        target: server.discoveryUrl,
        ca: trust.ca,
        only: ['registration'],
        runId: 'one-run',
        shard: { index, count: 2 },
      });
      reports.push(report);
    }
    await server.close();
    expect(reports.map((report) => report?.calibration?.tried.length)).toEqual([1, 1]);
    expect(reports.map((report) => report?.exitCode)).toEqual([0, 0]);
  });
});

describe('npm test and report merge', () => {
  let dir = '';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dcr-shards-'));
    for (const shard of shards) {
      const folder = join(dir, 'parts', `part-${shard.shard?.index}`);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'report.json'), reportText(shard));
    }
  });

  afterAll(async () => {
    await rm(dir, { recursive: true });
  });

  it('run a shard as vitest tests', async () => {
    const args = ['--only=discovery,registration', '--shard=2/2', '--out=second'];
    const { code } = await startProcess('npmTest', args, dir).finished;
    const report = JSON.parse(
      await readFile(join(dir, 'second', 'report.json'), 'utf8'),
    ) as RunReport;
    expect(code).toBe(0);
    expect(report.shard).toMatchObject({ index: 2, count: 2 });
    expect(report.results.length).toBeLessThan(report.shard?.plan.length ?? 0);
  });

  it('give the exit code of the whole run, and its report', async () => {
    const words = ['report', 'merge', 'parts', '--out=merged', '--quiet'];
    const { code, out } = await startProcess('cli', words, dir).finished;
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 1,
      last: expect.stringMatching(/^NOT CONFORMANT .* exit code 1 · report: merged\/report\.json$/),
    });
    const text = await readFile(join(dir, 'merged', 'report.json'), 'utf8');
    expect(text).toBe(reportText(merged));
  });
});
