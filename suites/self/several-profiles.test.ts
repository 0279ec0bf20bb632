/** `run --profile a,b,c`: one target under several profiles, and what passes under one and not under another. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { obUk34 } from '../../src/profiles/ob-uk-3.4.ts';
import type { Conflicts } from '../../src/report/conflicts/find.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { serve, trustMaterial } from './run-against.ts';
import { startProcess } from './testing/start-process.ts';

const PROFILES = ['ob-uk-3.3', 'ob-uk-3.4', 'rfc7591'];
let dir = '';
let bank: RunningServer;
let code: number | null = null;
let output = '';

async function saved<T>(...names: readonly string[]): Promise<T> {
  return JSON.parse(await readFile(join(dir, 'reports', ...names), 'utf8')) as T;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-several-'));
  bank = await serve({ trust: await trustMaterial(), profile: obUk34 });
  const keys = resolve('keys');
  const args = [
    'run',
    `--profile=${PROFILES.join(',')}`,
    `--target=${bank.discoveryUrl}`,
    `--keys=${keys}`,
    `--ca=${keys}/ca/root.pem`,
    '--only=claims',
    '--run-id=several',
  ];
  const run = startProcess('cli', args, dir);
  const finished = await run.finished;
  code = finished.code;
  output = finished.out;
}, 120_000);

afterAll(async () => {
  await bank.close();
  await rm(dir, { recursive: true });
});

describe('one target under several profiles', () => {
  it.each(PROFILES.slice(0, 2))('is reported for %s in a folder of its own', async (id) => {
    const report = await saved<RunReport>(id, 'report.json');
    expect([report.profile.id, report.runId, report.complete]).toEqual([id, `several-${id}`, true]);
  });

  it('ends with the gravest exit code, also where one profile cannot be tested', async () => {
    const { runs, exitCode } = await saved<Conflicts>('conflicts.json');
    expect(runs.map((each) => [each.profile, each.exitCode])).toEqual([
      ['ob-uk-3.3', 1],
      ['ob-uk-3.4', 0],
      ['rfc7591', 3],
    ]);
    expect([code, exitCode]).toEqual([1, 1]);
  });

  it('shows the value that one version allows and another forbids, with both rows', async () => {
    const { conflicts } = await saved<Conflicts>('conflicts.json');
    expect(conflicts).toMatchObject([
      {
        caseId: 'claims/request-application-type-native',
        sides: [
          { profile: 'ob-uk-3.3', verdict: 'fail', requirement: 'OBUK-application_type-1' },
          { profile: 'ob-uk-3.4', verdict: 'pass' },
        ],
      },
      {
        caseId: 'claims/request-grant-types-jwt-bearer',
        sides: [
          { profile: 'ob-uk-3.3', verdict: 'warn', requirement: 'OBUK-grant_types-2' },
          { profile: 'ob-uk-3.4', verdict: 'pass', requirement: 'OBUK34-grant_types-1' },
        ],
      },
    ]);
    expect(output).toContain('Right under one profile and not under another: 2');
  });

  it('writes the same as Markdown', async () => {
    const text = await readFile(join(dir, 'reports', 'conflicts.md'), 'utf8');
    expect(text).toContain('| What was done | ob-uk-3.3 | ob-uk-3.4 |');
  });
});
