import { describe, expect, it } from 'vitest';
import { stimulus, withNote, without } from './testing/cases.ts';
import { type BankRequest, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const REFUSAL = { status: 400, body: { error: 'invalid_client_metadata' } } as const;
const put = (id: string, mutation = without('aud')) =>
  stimulus(id, { area: 'management', operation: 'put', mutation });

const isUpdate = ({ method }: BankRequest) => method === 'PUT';

describe('an update with one defect', () => {
  it('passes when it is refused and the record is as it was', async () => {
    const { result } = await run(fakeBank(), [put('management/put-no-aud')]);
    const { verdict, findings } = result('management/put-no-aud');
    expect([verdict, findings.some(({ check }) => check === 'record-unchanged')]).toEqual([
      'pass',
      true,
    ]);
  });

  it('fails when it is refused and still changes the record', async () => {
    const bank = fakeBank({
      instead({ method, path, claims }) {
        if (method !== 'PUT' || claims.aud !== undefined) return undefined;
        const id = path.split('/').at(-1) ?? '';
        bank.clients.set(id, { ...bank.clients.get(id), scope: 'openid' });
        return REFUSAL;
      },
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    const wrong = result('management/put-no-aud').findings.filter((f) => f.verdict === 'fail');
    expect(wrong.map(({ check, actual }) => [check, actual])).toEqual([
      ['record-unchanged', 'changed: scope'],
    ]);
  });

  it('does not blame the update for a member that changes by itself', async () => {
    let reads = 0;
    const bank = fakeBank({
      instead({ method, path }) {
        if (method !== 'GET' || !path.startsWith('/register/')) return undefined;
        const record = bank.clients.get(path.split('/').at(-1) ?? '');
        reads += 1;
        return record && { status: 200, body: { ...record, last_seen: reads } };
      },
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    expect(result('management/put-no-aud').verdict).toBe('pass');
  });

  it('goes on with a fresh client after one that was accepted', async () => {
    const bank = fakeBank();
    const { report } = await run(bank, [
      put('management/put-harmless', withNote('x')),
      put('management/put-no-aud'),
    ]);
    expect(report.results.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
    // The calibration's, the one that was changed, and the fresh one.
    expect(bank.log.filter((line) => line === 'POST /register').length).toBe(3);
  });

  it('is not judged by a token that was used up', async () => {
    let refused = 0;
    const bank = fakeBank({
      instead(request) {
        if (!isUpdate(request) || request.claims.aud !== undefined) return undefined;
        refused += 1;
        return refused === 1
          ? { status: 401, headers: [['www-authenticate', 'Bearer']] }
          : undefined;
      },
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    expect(result('management/put-no-aud').verdict).toBe('pass');
  });

  it('is not sent when a valid update is refused', async () => {
    let updates = 0;
    const bank = fakeBank({
      // The first update is the calibration's, which asks whether PUT is offered.
      instead: (request) => (isUpdate(request) && ++updates > 1 ? REFUSAL : undefined),
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    const { verdict, exchanges } = result('management/put-no-aud');
    expect([verdict, exchanges.length]).toEqual(['inconclusive', 0]);
  });

  it('proves nothing when the valid update after it is refused', async () => {
    let valid = 0;
    const bank = fakeBank({
      instead: (request) =>
        isUpdate(request) && request.claims.aud !== undefined && ++valid > 2 ? REFUSAL : undefined,
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    expect(result('management/put-no-aud').verdict).toBe('inconclusive');
  });

  it('does not apply where the target has no PUT', async () => {
    const bank = fakeBank({
      instead: (request) => (isUpdate(request) ? { status: 405 } : undefined),
    });
    const { result } = await run(bank, [put('management/put-no-aud'), stimulus('claims/no-aud')]);
    const { verdict, reason } = result('management/put-no-aud');
    expect([verdict, reason]).toEqual([
      'not-applicable',
      'the target does not offer PUT on a registration',
    ]);
  });

  it('does not apply where PUT of a client just registered is not found', async () => {
    const bank = fakeBank({
      instead: (request) => (isUpdate(request) ? { status: 404 } : undefined),
    });
    const { report, result } = await run(bank, [
      put('management/put-no-aud'),
      stimulus('claims/no-aud'),
    ]);
    const reason = 'PUT of a client just registered gave 404: taken as not offered';
    expect([
      result('management/put-no-aud').verdict,
      result('management/put-no-aud').reason,
    ]).toEqual(['not-applicable', reason]);
    expect(report.notes).toContain(`${reason}.`);
  });

  it('applies where PUT is not found without a token of the client', async () => {
    const bank = fakeBank({
      instead: (request) =>
        request.path === '/token' || isUpdate(request) ? { status: 404 } : undefined,
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    expect(result('management/put-no-aud').verdict).toBe('inconclusive');
  });

  it.each([404, 405, 501])('needs no GET, which is not offered (%i)', async (status) => {
    const bank = fakeBank({
      instead: ({ method, path }) =>
        method === 'GET' && path.startsWith('/register/') ? { status } : undefined,
    });
    const { result } = await run(bank, [put('management/put-no-aud')]);
    const { verdict, findings } = result('management/put-no-aud');
    expect([verdict, findings.some(({ check }) => check === 'record-unchanged')]).toEqual([
      'pass',
      false,
    ]);
  });
});
