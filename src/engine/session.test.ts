import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TargetError, UsageError } from '../model/errors.ts';
import type { Profile } from '../model/profile.ts';
import type { RunReport } from '../model/report.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { flowCase, GOOD, stimulus, valid, without } from './testing/cases.ts';
import { type BankRequest, DISCOVERY, fakeBank } from './testing/fake-bank.ts';
import { inFolder, open, run } from './testing/run.ts';

const REFUSAL = { status: 400, body: { error: 'invalid_client_metadata' } } as const;
const NO_AUD = stimulus('claims/no-aud');
const FULL = valid('registration/full');

const isRegistration = ({ method, path }: BankRequest) => method === 'POST' && path === '/register';

function reportIn(folder: string): RunReport {
  return JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8'));
}

describe('a target that no longer answers', () => {
  const cases = Array.from({ length: 200 }, (_, n) =>
    flowCase(`management/${n}`, async (flow) => {
      await flow.client();
      flow.add(GOOD);
    }),
  );
  const after = (count: number) =>
    fakeBank({ instead: ({ registrations }) => (registrations > count ? 'silence' : undefined) });

  it('is given up, and the cases that are left are inconclusive', async () => {
    const bank = after(5);
    const { report } = await run(bank, cases);
    expect(bank.log.length).toBeLessThan(120);
    expect(report.results.at(-1)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('the target no longer answers'),
    });
    expect([report.exitCode, report.complete]).toEqual([3, false]);
  });

  it('is not given up for defects that it leaves without an answer', async () => {
    const defects = Array.from({ length: 60 }, (_, n) =>
      stimulus(`claims/no-aud-${n}`, { mutation: without('aud') }),
    );
    const instead = ({ claims, method }: BankRequest) =>
      method === 'POST' && claims.aud === undefined && claims.iss !== undefined
        ? 'silence'
        : undefined;
    const { report } = await run(fakeBank({ instead }), [...defects, FULL]);
    expect([report.totals.fail, report.complete]).toEqual([60, true]);
  });
});

describe('a run', () => {
  it('reports every case in the order of the plan', async () => {
    const slow = flowCase('management/slow', async (flow) => {
      for (let i = 0; i < 10; i++) await flow.client();
      flow.add(GOOD);
    });
    const { report } = await run(fakeBank(), [slow, NO_AUD, FULL]);
    expect(report.results.map(({ caseId }) => caseId)).toEqual([
      'management/slow',
      'claims/no-aud',
      'registration/full',
    ]);
  });

  it('saves the report it returns, complete', async () => {
    const { report, saved } = await run(fakeBank(), [FULL, NO_AUD]);
    expect(saved).toEqual(JSON.parse(JSON.stringify(report)));
    expect(saved.complete).toBe(true);
  });

  it('writes a line for each result as it comes, between header and footer', async () => {
    const { lines } = await run(fakeBank(), [FULL, NO_AUD]);
    expect(lines.map(({ type }) => type)).toEqual(['header', 'result', 'result', 'footer']);
  });

  it('names the hosts it called, and notes an endpoint that it may not call', async () => {
    const discovery = { ...DISCOVERY, revocation_endpoint: 'https://other.example/revoke' };
    const { report } = await run(fakeBank({ discovery }), [NO_AUD]);
    expect(report.hosts).toEqual(['bank.example']);
    expect(report.notes.join()).toContain('revocation_endpoint was not called: other.example');
  });

  it('says of a case that needs such an endpoint why it does not apply', async () => {
    const discovery = { ...DISCOVERY, token_endpoint: 'https://other.example/token' };
    const needy = { ...flowCase('client-use/x', async () => {}), needs: ['token'] } as const;
    const { result } = await run(fakeBank({ discovery }), [needy]);
    expect(result('client-use/x').reason).toContain('token_endpoint was not called: other.example');
  });

  it('calls no registration_client_uri on a foreign host, and says so', async () => {
    const profile: Profile = {
      ...obUk33,
      management: { credential: 'registration-access-token' },
    };
    const bank = fakeBank({
      instead: ({ method, claims }) =>
        method === 'POST' && claims.aud !== undefined
          ? {
              status: 201,
              body: {
                client_id: 'a',
                registration_access_token: 'rat',
                registration_client_uri: 'https://other.example/register/a',
              },
            }
          : undefined,
    });
    const reading = { ...flowCase('management/x', async () => {}), needs: ['get'] } as const;
    const { report, result } = await run(bank, [reading], {}, profile);
    expect([report.hosts, result('management/x').verdict]).toEqual([
      ['bank.example'],
      'not-applicable',
    ]);
    expect(report.notes.join()).toContain('other.example is not a host of the target');
  });

  it('gives each result to who waits for it', async () => {
    await inFolder(async (folder) => {
      const session = await open(folder, fakeBank(), [FULL, NO_AUD]);
      const waiting = session.result('claims/no-aud');
      await session.run();
      expect((await waiting).verdict).toBe('pass');
    });
  });

  it('rejects who waits for a case that is not in the plan', async () => {
    await inFolder(async (folder) => {
      const session = await open(folder, fakeBank(), [NO_AUD]);
      await expect(session.result('claims/else')).rejects.toThrow('not in the plan');
      await session.run();
    });
  });
});

describe('calibration', () => {
  it('takes the first legal alternative that the target accepts, and uses it throughout', async () => {
    const types: string[] = [];
    const bank = fakeBank({
      instead(request) {
        if (!isRegistration(request)) return undefined;
        types.push(request.mediaType);
        return request.mediaType === 'application/jose' ? undefined : { status: 415 };
      },
    });
    const { report } = await run(bank, [NO_AUD]);
    expect(report.calibration?.mediaType).toBe('application/jose');
    expect(new Set(types.slice(2))).toEqual(new Set(['application/jose']));
  });

  it('keeps a media type that gets past a 415 for the alternatives after it', async () => {
    const bank = fakeBank({
      instead(request) {
        if (!isRegistration(request)) return undefined;
        if (request.mediaType !== 'application/jose') return { status: 415 };
        return request.claims.aud === `${DISCOVERY.registration_endpoint}` ? undefined : REFUSAL;
      },
    });
    const { report } = await run(bank, [NO_AUD]);
    expect(report.calibration?.audience).toBe('https://bank.example/register');
  });

  it('stops with the answer of a target that accepts nothing, and reports what was tried', async () => {
    const bank = fakeBank({
      instead: (request) => (isRegistration(request) ? REFUSAL : undefined),
    });
    await inFolder(async (folder) => {
      const opened = open(folder, bank, [FULL, NO_AUD]);
      await expect(opened).rejects.toThrow(TargetError);
      const error = await opened.catch((thrown: TargetError) => thrown);
      expect([(error as TargetError).message, (error as TargetError).exitCode]).toEqual([
        'the target refuses a valid registration: 400 {"error":"invalid_client_metadata"}',
        3,
      ]);
      expect((error as TargetError).hint).toContain('"aud":"https://bank.example"');
      const report = reportIn(folder);
      expect([report.complete, report.exitCode, report.totals.inconclusive]).toEqual([false, 3, 2]);
      expect(report.results[0]?.exchanges[0]?.response?.status).toBe(400);
      expect(bank.log.filter((line) => line === 'POST /register').length).toBeLessThanOrEqual(12);
    });
  });
});

describe('a target that cannot be tested', () => {
  it('is an error when its discovery has no registration endpoint', async () => {
    const discovery = { issuer: 'https://bank.example' };
    await inFolder(async (folder) => {
      const opened = open(folder, fakeBank({ discovery }), [NO_AUD]);
      await expect(opened).rejects.toThrow('has no registration_endpoint');
      expect(reportIn(folder).exitCode).toBe(3);
    });
  });

  it('is an error when it does not answer', async () => {
    await inFolder(async (folder) => {
      const opened = open(folder, fakeBank({ instead: () => 'drop' }), [NO_AUD]);
      await expect(opened).rejects.toThrow(TargetError);
    });
  });

  it.each([
    ['without the agreement of its owner is refused, before anything is sent', false],
    ['with the agreement of its owner is not', true],
  ])('and is to be strained %s', async (_what, yes) => {
    const bank = fakeBank();
    const strain = stimulus('claims/strain', { needs: ['robustness'] });
    await inFolder(async (folder) => {
      const opened = open(folder, bank, [strain], { include: ['robustness'], yes });
      if (yes) {
        const { results } = await (await opened).run();
        expect(results.map(({ verdict }) => verdict)).toEqual(['pass']);
      } else {
        await expect(opened).rejects.toThrow(UsageError);
        expect(bank.log).toEqual([]);
      }
    });
  });

  it('is spared what may strain it unless that is asked for', async () => {
    const { result } = await run(fakeBank(), [
      NO_AUD,
      stimulus('claims/strain', { needs: ['robustness'] }),
    ]);
    expect(result('claims/strain').verdict).toBe('not-applicable');
  });

  it('is wrong usage when it could not fetch our key sets, before anything is sent', async () => {
    const bank = fakeBank();
    await inFolder(async (folder) => {
      const opened = open(folder, bank, [NO_AUD], { jwksBaseUrl: null });
      await expect(opened).rejects.toThrow(UsageError);
      expect(bank.log).toEqual([]);
    });
  });
});

describe('clean-up', () => {
  it('deletes every client, the calibration’s too', async () => {
    const bank = fakeBank();
    const { report } = await run(bank, [FULL, NO_AUD]);
    expect([bank.clients.size, report.leftovers]).toEqual([0, []]);
  });

  it('reports each client that a target without DELETE keeps', async () => {
    const bank = fakeBank({
      instead: ({ method }) => (method === 'DELETE' ? { status: 405 } : undefined),
    });
    const { report } = await run(bank, [FULL]);
    expect(report.leftovers.map(({ clientId, why }) => [clientId, why])).toEqual([
      ['client-1', 'the target does not offer DELETE'],
      ['client-2', 'the target does not offer DELETE'],
    ]);
  });

  it('reports a registration that was never answered', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.registrations === 2 ? 'drop' : undefined,
    });
    const { report } = await run(bank, [FULL]);
    expect(report.leftovers.map(({ clientId, jti }) => [clientId, typeof jti])).toEqual([
      [null, 'string'],
    ]);
  });

  it('runs after an abort too, and leaves the rest of the cases inconclusive', async () => {
    const bank = fakeBank();
    await inFolder(async (folder) => {
      let session: Awaited<ReturnType<typeof open>> | null = null;
      const stopping = flowCase('management/stopping', async (flow) => {
        await flow.client();
        session?.abort('Ctrl-C');
        await flow.client();
        flow.add(GOOD);
      });
      session = await open(folder, bank, [stopping, NO_AUD], { concurrency: 1 });
      const report = await session.run();
      expect(report.results.map(({ verdict }) => verdict)).toContain('inconclusive');
      expect([bank.clients.size, report.complete, report.exitCode]).toEqual([0, false, 3]);
    });
  });

  it('gives up what was opened when it is aborted before it runs', async () => {
    const bank = fakeBank();
    await inFolder(async (folder) => {
      const session = await open(folder, bank, [NO_AUD]);
      session.abort('Ctrl-C');
      expect((await session.run()).totals.inconclusive).toBe(1);
      expect(bank.clients.size).toBe(0);
    });
  });

  it('keeps a ledger of what it registered and deleted', async () => {
    await inFolder(async (folder) => {
      const session = await open(folder, fakeBank(), [FULL]);
      await session.run();
      const dir = join(folder, 'keys', 'ledger');
      expect(readdirSync(dir)).toEqual(['run-1.jsonl']);
      const events = readFileSync(join(dir, 'run-1.jsonl'), 'utf8').trim().split('\n');
      const names = events.map((line) => JSON.parse(line).event);
      expect([names[0], names.at(-1)]).toEqual(['run', 'end']);
      expect(names.slice(1, -1).sort()).toEqual(
        ['deleted', 'deleting', 'intent', 'registered'].flatMap((name) => [name, name]),
      );
      expect(existsSync(join(folder, 'out', 'report.json.tmp'))).toBe(false);
    });
  });
});
