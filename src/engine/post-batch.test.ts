import { describe, expect, it } from 'vitest';
import { stimulus, valid, withNote, without } from './testing/cases.ts';
import { type BankRequest, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const REFUSAL = { status: 400, body: { error: 'invalid_client_metadata' } } as const;
const FULL = valid('registration/full');

const isRegistration = ({ method, path }: BankRequest) => method === 'POST' && path === '/register';

describe('a registration with one defect', () => {
  it('passes when it is refused between two accepted controls', async () => {
    const { result } = await run(fakeBank(), [stimulus('claims/no-aud')]);
    expect(result('claims/no-aud').verdict).toBe('pass');
  });

  it('fails when it is accepted', async () => {
    const harmless = stimulus('claims/harmless', { mutation: withNote('x') });
    const { result } = await run(fakeBank(), [harmless]);
    expect(result('claims/harmless').verdict).toBe('fail');
  });

  it('shows its control and what the mutation did', async () => {
    const { result } = await run(fakeBank(), [FULL, stimulus('claims/no-aud')]);
    const { control, mutations } = result('claims/no-aud');
    expect([control?.caseId, control?.verdict, control?.exchange?.response?.status]).toEqual([
      'registration/full',
      expect.any(String),
      201,
    ]);
    expect(mutations).toEqual([
      {
        id: 'request.claims.aud.absent',
        path: 'request.claims.aud',
        before: 'https://bank.example',
      },
    ]);
  });

  it('is not sent when the control before it is refused', async () => {
    const bank = fakeBank({
      // The first registration is the calibration.
      instead: (request) =>
        isRegistration(request) && request.registrations > 1 ? REFUSAL : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    const { verdict, reason, exchanges } = result('claims/no-aud');
    expect([verdict, exchanges.length]).toEqual(['inconclusive', 0]);
    expect(reason).toContain('400 {"error":"invalid_client_metadata"}');
  });

  it('proves nothing when the control after it is refused', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.registrations > 3 ? REFUSAL : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    expect(result('claims/no-aud').verdict).toBe('inconclusive');
  });

  it('stays a fail when it was accepted, whatever the control after it', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.registrations > 3 ? REFUSAL : undefined,
    });
    const harmless = stimulus('claims/harmless', { mutation: withNote('x') });
    const { result } = await run(bank, [harmless]);
    expect(result('claims/harmless').verdict).toBe('fail');
  });

  it('is inconclusive when the target has fallen silent altogether', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.registrations > 2 ? 'drop' : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    expect(result('claims/no-aud').verdict).toBe('inconclusive');
  });

  it('fails when the target answers nothing but a valid request', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.claims.aud === undefined ? 'drop' : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    expect(result('claims/no-aud').verdict).toBe('fail');
  });

  it('is inconclusive when the target is busy', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.claims.aud === undefined ? { status: 429 } : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    expect(result('claims/no-aud').verdict).toBe('inconclusive');
  });

  it('weighs as the case says where it is accepted', async () => {
    const entry = stimulus('claims/harmless', {
      mutation: withNote('x'),
      expect: { outcome: 'refused', whenAccepted: { verdict: 'warn', reason: 'not laid down' } },
    });
    const { result } = await run(fakeBank(), [entry]);
    const { verdict, reason } = result('claims/harmless');
    expect([verdict, reason]).toEqual(['warn', expect.stringContaining('not laid down')]);
  });

  it('does not believe a replaced value from a server with one fixed answer', async () => {
    const body = { client_id: 'c', grant_types: ['client_credentials'] };
    const bank = fakeBank({
      instead: (request) => (isRegistration(request) ? { status: 201, body } : undefined),
    });
    const entry = stimulus('claims/grant', {
      mutation: withNote('x'),
      expect: { outcome: 'refused', replaceable: { member: 'grant_types', value: ['password'] } },
    });
    const { result } = await run(bank, [entry]);
    expect(result('claims/grant').verdict).toBe('inconclusive');
  });

  it('passes as a probe whether it is accepted or refused', async () => {
    const probe = { kind: 'probe', expect: { outcome: 'either' } } as const;
    const cases = [
      stimulus('claims/accepted', { ...probe, mutation: withNote('x') }),
      stimulus('claims/refused', { ...probe, mutation: without('aud') }),
    ];
    const { report } = await run(fakeBank(), cases);
    expect(report.results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('leaves no client behind when it is accepted', async () => {
    const bank = fakeBank();
    const { report } = await run(bank, [stimulus('claims/harmless', { mutation: withNote('x') })]);
    expect([bank.clients.size, report.leftovers]).toEqual([0, []]);
  });
});

describe('a valid registration', () => {
  it('fails when it is refused', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && 'note' in request.claims ? REFUSAL : undefined,
    });
    const { result } = await run(bank, [valid('registration/noted', { base: [withNote('x')] })]);
    expect(result('registration/noted').verdict).toBe('fail');
  });

  it('gets what its controls show and it does not', async () => {
    const bank = fakeBank({
      // Only the last registration, a control, answers 200.
      instead: ({ method, path, registrations, claims }) =>
        method === 'POST' && path === '/register' && registrations === 5
          ? { status: 200, body: { ...claims, client_id: 'client-5' } }
          : undefined,
    });
    const { result } = await run(bank, [FULL, stimulus('claims/no-aud')], { concurrency: 1 });
    const wrong = result('registration/full').findings.filter(({ verdict }) => verdict === 'fail');
    expect(wrong.map(({ check }) => check)).toContain('success.status');
  });
});
