/** A known fail over its life: found, excused, and stale once it is mended. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrustMaterial } from '../../src/keys/trust-material.ts';
import type { RunReport } from '../../src/model/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { serve, trustMaterial } from './run-against.ts';
import { type Finished, startProcess } from './testing/start-process.ts';

let dir = '';
let trust: TrustMaterial;
let broken: RunningServer;
let mended: RunningServer;

async function run(entry: 'cli' | 'npmTest', server: RunningServer, ...more: readonly string[]) {
  const args = [
    `--target=${server.discoveryUrl}`,
    `--keys=${resolve(trust.dir)}`,
    `--ca=${resolve(trust.dir, 'ca/root.pem')}`,
    '--only=claims/request-aud',
  ];
  const words = [...(entry === 'cli' ? ['run'] : []), ...args, ...more];
  return startProcess(entry, words, dir).finished;
}

const update = (...say: readonly string[]): Promise<Finished> =>
  startProcess('cli', ['baseline', 'update', ...say], dir).finished;

const BASELINE = '--baseline=dcr.baseline.json';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-baseline-'));
  trust = await trustMaterial();
  broken = await serve({ trust, faults: ['accepts:request.claims.aud.present'] });
  mended = await serve({ trust });
});

afterAll(async () => {
  await Promise.all([broken.close(), mended.close()]);
  await rm(dir, { recursive: true });
});

describe('a known fail', () => {
  it('is found, excused in both ways to run, and named once it passes', async () => {
    expect((await run('cli', broken)).code).toBe(1);
    const unsaid = await update();
    expect([unsaid.code, unsaid.err]).toEqual([
      2,
      expect.stringMatching(/^dcr-conformance: \d+ new entr(y needs|ies need) --reason, --owner/),
    ]);
    const said = await update('--reason=release 4.2', '--owner=platform', '--expires=2099-12-31');
    expect([said.code, said.out]).toEqual([
      0,
      expect.stringContaining('+ claims/request-aud-absent'),
    ]);

    const again = await run('cli', broken, BASELINE);
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringMatching(
        /^WAIVED {2}fail {2}claims\/request-aud-absent: release 4\.2 \(platform, until 2099-12-31\)$/m,
      ),
    ]);
    const report = JSON.parse(
      await readFile(join(dir, 'reports/report.json'), 'utf8'),
    ) as RunReport;
    expect(reportSchema.safeParse(report).error).toBeUndefined();
    expect(
      report.results.find(({ caseId }) => caseId === 'claims/request-aud-absent'),
    ).toMatchObject({ verdict: 'fail', waived: expect.stringContaining('release 4.2') });
    expect((await run('npmTest', broken, BASELINE)).code).toBe(0);

    const better = await run('npmTest', mended, BASELINE);
    expect([better.code, better.out]).toEqual([
      1,
      expect.stringMatching(/^BASELINE STALE {2}claims\/request-aud-absent \(\S+\) passes now/m),
    ]);
  });
});

describe('init', () => {
  it('never waits where there is no terminal', async () => {
    const { code, out } = await startProcess('cli', ['init', '--seed=7'], dir).finished;
    expect([code, out]).toEqual([0, expect.stringMatching(/^dcr\.config\.yaml: written/)]);
    const shown = await startProcess('npmTest', ['--print-config'], dir).finished;
    expect(shown.out).toMatch(/^seed +file \S+\/dcr\.config\.yaml +"7"$/m);
  });
});
