/** The bundled server under each further profile: it conforms to it, and every case comes to a verdict. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { PROFILES } from '../../src/profiles/index.ts';
import { PROFILE } from './run-against.ts';
import { startProcess } from './testing/start-process.ts';

/** `npm test` runs the other one. */
const FURTHER = Object.keys(PROFILES).filter((id) => id !== PROFILE.id);

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-profiles-'));
  await startProcess('cli', ['keys'], dir).finished;
}, 60_000);

afterAll(() => rm(dir, { recursive: true }));

describe('the bundled server', () => {
  it.each(FURTHER)('conforms to %s, without a warning', { timeout: 180_000 }, async (id) => {
    const args = ['run', `--profile=${id}`, `--out=${id}`, '--quiet'];
    const { code } = await startProcess('cli', args, dir).finished;
    const text = await readFile(join(dir, id, 'report.json'), 'utf8');
    const { profile, results } = JSON.parse(text) as RunReport;
    const odd = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
    process.stdout.write(`\nProfile ${id}: ${results.length} cases\n`);
    expect([code, profile.id, odd.map(({ caseId }) => caseId)]).toEqual([0, id, []]);
  });
});
