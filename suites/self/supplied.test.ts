/** SSAs of a directory that is not ours: a second server, started apart, issues them; the target trusts that directory alone. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from '../../src/cases/index.ts';
import type { TrustMaterial } from '../../src/keys/trust-material.ts';
import { UsageError } from '../../src/model/errors.ts';
import type { RunOptions, Supplied } from '../../src/model/options.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import { PROFILE, runSession, trustMaterial } from './run-against.ts';
import { type RealDirectory, startRealDirectory } from './testing/real-directory.ts';

/** Registers a software once, for ever. */
const ONCE = ['harmless/one-client-per-software', 'harmless/no-delete-405'];

let real: RealDirectory;
let ours: TrustMaterial;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  [real, ours] = await Promise.all([startRealDirectory(), trustMaterial()]);
  open.push(real);
}, 120_000);

afterAll(() => Promise.all(open.map((each) => each.close())));

async function bank(
  faults: readonly string[],
  directory: RealDirectory = real,
  now?: () => number,
): Promise<RunningServer> {
  const server = await startServer({
    profile: PROFILE,
    directories: [directory.trusted],
    faults,
    ...(now === undefined ? {} : { now }),
  });
  open.push(server);
  return server;
}

/** What a user brings: SSAs, or a command that makes them, and the key of the software. */
function brought(
  supplied: Partial<Supplied>,
  { keys }: RealDirectory = real,
): Pick<RunOptions, 'supplied'> {
  const { private: key, kid } = keys.key('tpp-signing');
  const bytes = Buffer.from(key.export({ type: 'pkcs8', format: 'pem' }));
  const signing = { name: '--signing-key key.pem', bytes, kid };
  return {
    supplied: { statements: [], command: null, keys: [signing], passphrase: null, ...supplied },
  };
}

async function run(
  faults: readonly string[],
  softwareIds: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<{ report: RunReport; registered: number }> {
  const target = await bank(faults);
  const statements = await Promise.all(softwareIds.map((id) => real.issue(id)));
  const { report, error } = await runSession(ours, {
    target: target.discoveryUrl,
    audience: target.audience,
    ...brought({ statements }),
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

/** Cases that would have needed another software. */
const unserved = ({ results }: RunReport): readonly string[] =>
  results
    .filter(({ reason }) => reason?.includes('give another --ssa'))
    .map(({ caseId }) => caseId);

/** Registrations that were accepted for a software. */
const registrationsOf = ({ results }: RunReport, softwareId: string): number =>
  results
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ request, response }) => request.method === 'POST' && response?.status === 201)
    .filter(({ response }) => response?.body?.includes(`"software_id":"${softwareId}"`)).length;

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
    const forms = new Map(CASES.map(({ id, form }) => [id, form]));
    expect(unserved(report).filter((id) => forms.get(id) !== 'flow')).toEqual([]);
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
    expect(count(report, 'negative', 'pass')).toBeGreaterThan(200);
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

  it('has every case that needs two softwares, and rotates them, where it has the SSAs of five', async () => {
    const ids = ['Software6', 'Software7', 'Software8', 'Software9', 'Software10'];
    const only = ['registration', 'response-shape', 'management', 'client-use'];
    const one = ['harmless/one-client-per-software'];
    const { report, registered } = await run(one, ids, { only });
    expect(failing(report)).toEqual([]);
    expect(unserved(report)).toEqual([]);
    const counts = ids.map((id) => registrationsOf(report, id));
    // Fairly shared: none of them waits for long.
    expect(Math.min(...counts)).toBeGreaterThan(registered / 10);
    expect(report.leftovers).toEqual([]);
  });

  it('says whose trust to look at when the valid registration is refused', async () => {
    const stranger = await startRealDirectory();
    open.push(stranger);
    const target = await bank([], stranger);
    const { error } = await runSession(ours, {
      target: target.discoveryUrl,
      audience: target.audience,
      ...brought({ statements: [await real.issue('Software11')] }),
    });
    expect(error?.message).toMatch(/^the target refuses a valid registration: 400/);
    expect(error?.hint).toContain('does it trust the directory of the SSA');
  });
});

/** Time that goes on with every look at it, for the harness, the bank and the directory: a run takes minutes of it, always the same. */
function sharedTime() {
  let at = Date.now();
  const now = (): number => {
    at += 150;
    return at;
  };
  const sleep = async (ms: number): Promise<void> => {
    at += ms;
  };
  return { now, clock: { now, sleep } };
}

describe('SSAs that live shorter than the run', { timeout: 120_000 }, () => {
  const LIFE = 240;
  const { now, clock } = sharedTime();
  let directory: RealDirectory;
  let target: RunningServer;
  const issue = () => {
    const exp = Math.floor(now() / 1000) + LIFE;
    return directory.issue('ShortLived', { exp });
  };
  const runWith = async (
    supplied: Partial<Supplied>,
    askStatement: ((command: string) => Promise<string>) | null,
  ): Promise<RunReport> => {
    const { report, error } = await runSession(
      ours,
      {
        target: target.discoveryUrl,
        audience: target.audience,
        only: ['registration', 'claims'],
        keysDir: await mkdtemp(join(tmpdir(), 'dcr-ledger-')),
        ...brought(supplied, directory),
      },
      null,
      { clock, askStatement },
    );
    if (report === null) throw error ?? new Error('no report');
    return report;
  };

  beforeAll(async () => {
    directory = await startRealDirectory({ now });
    target = await bank([], directory, now);
    open.push(directory);
  }, 60_000);

  it('are asked for again by --ssa-command before they end, so that nothing is refused for their age', async () => {
    const asked: string[] = [];
    const report = await runWith({ command: 'issue an SSA' }, (command) => {
      asked.push(command);
      return issue();
    });
    expect(failing(report)).toEqual([]);
    expect(count(report, 'negative', 'pass')).toBeGreaterThan(100);
    expect(asked.length).toBeGreaterThan(1);
    // One for each minute or so, and not one for each registration.
    expect(asked.length).toBeLessThan(30);
  });

  it('leave the cases without a verdict where they end and there are no others', async () => {
    const { results, exitCode } = await runWith({ statements: [await issue()] }, null);
    const without = results.filter(({ reason }) => reason?.startsWith('every SSA has ended'));
    expect(without.map(({ verdict }) => verdict)).toContain('inconclusive');
    expect([exitCode, results.filter(({ verdict }) => verdict === 'fail')]).toEqual([3, []]);
  });

  it('leave the cases without a verdict where the command no longer works, which is not asked again and again', async () => {
    let asked = 0;
    const { results, exitCode } = await runWith({ command: 'issue an SSA' }, async () => {
      asked += 1;
      if (asked > 1) throw new UsageError('--ssa-command failed with exit code 1', '');
      return issue();
    });
    const why = results.filter(({ reason }) => reason?.includes('--ssa-command failed'));
    expect(why.length).toBeGreaterThan(10);
    expect([exitCode, asked]).toEqual([3, 4]);
    expect(results.filter(({ verdict }) => ['fail', 'error'].includes(verdict))).toEqual([]);
  });
});
