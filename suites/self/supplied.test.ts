/** SSAs of a directory that is not ours: a second server, started apart, issues them; the target trusts that directory alone. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from '../../src/cases/index.ts';
import { openTrustMaterial } from '../../src/keys/store.ts';
import type { TrustMaterial } from '../../src/keys/trust-material.ts';
import type { RunOptions } from '../../src/model/options.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import { PROFILE, runSession, trustMaterial } from './run-against.ts';

/** Registers a software once, for ever. */
const ONCE = ['harmless/one-client-per-software', 'harmless/no-delete-405'];

const [ISSUER = ''] = PROFILE.ssa.issuers;

/** Keys of the real directory and its software, which are in no folder of ours. */
let real: TrustMaterial;
let ours: TrustMaterial;
let directory: RunningServer;
const open: RunningServer[] = [];

beforeAll(async () => {
  [real, ours] = await Promise.all([
    openTrustMaterial(await mkdtemp(join(tmpdir(), 'dcr-directory-'))),
    trustMaterial(),
  ]);
  directory = await startServer({
    profile: PROFILE,
    directories: [],
    directory: {
      issuer: ISSUER,
      key: real.key('directory'),
      jwks: real.directoryJwks,
      softwareJwks: real.softwareJwks,
    },
  });
  open.push(directory);
}, 120_000);

afterAll(() => Promise.all(open.map((server) => server.close())));

async function issue(softwareId: string): Promise<string> {
  const response = await fetch(`${directory.origin}/directory/ssa`, {
    method: 'POST',
    body: JSON.stringify({
      software_id: softwareId,
      software_client_id: softwareId,
      software_client_name: 'Brought along',
      software_environment: 'sandbox',
      software_mode: 'Live',
      software_roles: ['AISP'],
      software_redirect_uris: ['https://brought.example/a', 'https://brought.example/b'],
      org_id: 'REALORG',
      org_name: 'Real Ltd',
      org_status: 'Active',
    }),
  });
  return response.text();
}

function bank(faults: readonly string[]): Promise<RunningServer> {
  return startServer({
    profile: PROFILE,
    directories: [{ issuer: ISSUER, jwks: real.directoryJwks }],
    faults,
  });
}

async function run(
  faults: readonly string[],
  softwareIds: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<{ report: RunReport; registered: number }> {
  const target = await bank(faults);
  open.push(target);
  const statements = await Promise.all(softwareIds.map(issue));
  const key = real.key('tpp-signing');
  const pem = key.private.export({ type: 'pkcs8', format: 'pem' });
  const { report, error } = await runSession(ours, {
    target: target.discoveryUrl,
    audience: target.audience,
    supplied: {
      statements,
      command: null,
      keys: [{ name: '--signing-key key.pem', bytes: Buffer.from(pem), kid: key.kid }],
      passphrase: null,
    },
    keysDir: await mkdtemp(join(tmpdir(), 'dcr-ledger-')),
    ...options,
  });
  if (report === null) throw error ?? new Error('no report');
  const registered = new Set(
    report.results
      .flatMap(({ exchanges }) => exchanges)
      .filter(({ request, response }) => request.method === 'POST' && response?.status === 201)
      .map(
        ({ response }) => (JSON.parse(response?.body ?? '{}') as { client_id: string }).client_id,
      ),
  ).size;
  return { report, registered };
}

const failing = ({ results }: RunReport): readonly string[] =>
  results
    .filter(({ verdict }) => ['fail', 'error', 'inconclusive'].includes(verdict))
    .map(({ caseId, verdict, reason }) => `${caseId}: ${verdict}: ${reason}`);

const count = ({ results }: RunReport, kind: string, verdict: string): number =>
  results.filter((each) => each.kind === kind && each.verdict === verdict).length;

describe('a run with the SSA of a second, separately started directory', {
  timeout: 120_000,
}, () => {
  it('gives no fail on an intact server, and passes negatives of request and SSA', async () => {
    const { report } = await run([], ['Software1']);
    expect(failing(report)).toEqual([]);
    expect([report.trustMode, report.calibration?.scope]).toEqual(['supplied', 'openid accounts']);
    expect(count(report, 'negative', 'pass')).toBeGreaterThan(250);
    const passed = new Set(
      report.results.filter(({ verdict }) => verdict === 'pass').map(({ caseId }) => caseId),
    );
    expect(passed).toContain('signatures/ssa-signature-bit');
    expect(passed).toContain('signatures/request-signature-bit');
    expect(report.leftovers).toEqual([]);
    // Only a case of several steps can keep one client while it registers another.
    const unserved = report.results.filter(({ reason }) => reason?.includes('give another --ssa'));
    const forms = new Map(CASES.map(({ id, form }) => [id, form]));
    expect(unserved.filter(({ caseId }) => forms.get(caseId) !== 'flow')).toEqual([]);
  });

  it('registers one client of a software at a time', async () => {
    const { report } = await run(['harmless/one-client-per-software'], ['Software2']);
    expect(failing(report)).toEqual([]);
    expect(count(report, 'negative', 'pass')).toBeGreaterThan(250);
  });

  it('sends the defects first, and shares one client, where a software is registered once for all', async () => {
    const { report, registered } = await run(ONCE, ['Software3']);
    expect(failing(report)).toEqual([]);
    expect(registered).toBe(1);
    expect(count(report, 'negative', 'pass')).toBeGreaterThan(250);
    const passed = report.results.filter(({ verdict }) => verdict === 'pass');
    expect(passed.map(({ caseId }) => caseId)).toEqual(
      expect.arrayContaining([
        'registration/full',
        'response-shape/get-full',
        'response-shape/put-full',
        'management/put-request-signature-bit',
        'client-use/token',
      ]),
    );
    expect(report.leftovers).toHaveLength(1);
  });

  it('passes no defect of a once-only bank that refuses the valid request as well', async () => {
    const refused = run(ONCE, ['Software4'], { audience: 'Nobody' });
    await expect(refused).rejects.toThrow('the target refuses a valid registration');
  });

  it('says which defect took the one registration', async () => {
    const taken = run([...ONCE, 'accepts:request.signature.valid'], ['Software5']);
    await expect(taken).rejects.toThrow(/used up: the target accepted .*signature/);
  });
});
