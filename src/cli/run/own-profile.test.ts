import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrustMaterial } from '../../keys/store.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';
import { startServer } from '../../server/start.ts';
import { main } from '../cli.ts';
import { chooseProfile } from '../options/profile-name.ts';
import { fakeIo } from '../testing/fake-io.ts';

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));
const EXAMPLE = join(DOCS, 'examples/north-bank.yaml');

let dir = '';
let code = -1;
let report: RunReport;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-own-profile-'));
  const trust = await openTrustMaterial(join(dir, 'keys'));
  const profile = await chooseProfile([EXAMPLE], dir);
  const directories = [{ issuer: 'OpenBanking Ltd', jwks: trust.directoryJwks }];
  const server = await startServer({ profile, directories });
  try {
    const only =
      'registration/minimal,claims/request-aud,claims/request-scope,claims/request-backchannel';
    const argv = [`--profile=${EXAMPLE}`, `--target=${server.discoveryUrl}`, `--only=${only}`];
    const paths = [`--out=${join(dir, 'reports')}`, `--keys=${join(dir, 'keys')}`];
    code = await main(['run', ...argv, ...paths], fakeIo(dir));
  } finally {
    await server.close();
  }
  report = JSON.parse(await readFile(join(dir, 'reports/report.json'), 'utf8')) as RunReport;
}, 120_000);

afterAll(() => rm(dir, { recursive: true }));

function resultOf(id: string): CaseResult {
  const found = report.results.find(({ caseId }) => caseId === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
}

describe('the profile of docs/write-a-profile.md', () => {
  it('is the one that the page shows', async () => {
    const page = await readFile(join(DOCS, 'write-a-profile.md'), 'utf8');
    const [, shown] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect(shown).toBe(await readFile(EXAMPLE, 'utf8'));
  });

  it('is what a server of that profile conforms to', () => {
    expect([code, report.profile.id]).toEqual([0, 'north-bank']);
  });

  it('decides what is sent', () => {
    const [exchange] = resultOf('registration/minimal').exchanges;
    const claims = exchange?.request.body?.split('.')[1] ?? '';
    expect(exchange?.request.headers).toContainEqual(['content-type', 'application/jose']);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      scope: 'openid accounts',
    });
  });

  it('leaves out what it excludes, and says why', () => {
    expect(resultOf('claims/request-backchannel-push')).toMatchObject({
      verdict: 'not-applicable',
      reason: 'There is no CIBA here.',
    });
  });
});
