import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { stimulus, valid, withNote, without } from './testing/cases.ts';
import { type BankRequest, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const REFUSAL = { status: 400, body: { error: 'invalid_client_metadata' } } as const;
interface Refusal {
  readonly status: number;
  readonly body?: JsonObject;
}

function refusal(status: number, error: string, description = 'no'): Refusal {
  return { status, body: { error, error_description: description } };
}

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

  it.each<[what: string, answer: Refusal, verdict: string, message: string]>([
    [
      'a duplicate',
      refusal(400, 'invalid_client_metadata', 'The software is already registered.'),
      'inconclusive',
      'The refusal speaks of a duplicate: it does not show that the defect is refused.',
    ],
    [
      'a code for everything',
      refusal(400, 'invalid_request'),
      'fail',
      'The error code is not one of the registered ones.',
    ],
    [
      'the code of another defect',
      refusal(400, 'unapproved_software_statement'),
      'warn',
      'Refused, but with the code of another defect.',
    ],
    [
      'a conflict',
      refusal(409, 'invalid_client_metadata'),
      'fail',
      'The refusal has another status than the clause says.',
    ],
    ['too many requests', { status: 429 }, 'inconclusive', 'The server asks to come back later'],
    [
      'too many requests, in words',
      refusal(403, 'access_denied', 'Rate limit exceeded'),
      'inconclusive',
      'The server asks to come back later',
    ],
  ])('is %s, which is told apart', async (_what, answer, verdict, message) => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.claims.aud === undefined ? answer : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    const found = result('claims/no-aud');
    expect([found.verdict, found.reason]).toEqual([verdict, expect.stringContaining(message)]);
  });

  it.each([400, 401, 404, 409, 429, 500, 503])(
    'proves nothing when everything is answered %i from then on',
    async (status) => {
      const bank = fakeBank({
        // After calibration and the first control.
        instead: (request) =>
          isRegistration(request) && request.registrations > 2 ? { status } : undefined,
      });
      const { result } = await run(bank, [stimulus('claims/no-aud')]);
      expect(result('claims/no-aud').verdict).toBe('inconclusive');
    },
  );

  it('stays a fail when it breaks the server, and the control after it is refused otherwise', async () => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && request.registrations > 2
          ? { status: request.claims.aud === undefined ? 500 : 400 }
          : undefined,
    });
    const { result } = await run(bank, [stimulus('claims/no-aud')]);
    expect(result('claims/no-aud').verdict).toBe('fail');
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

  it.each([
    [true, 'fail'],
    [false, 'pass'],
  ])(
    'is judged by what its acceptance shows where it is legal (%s): %s',
    async (legal, verdict) => {
      const bank = fakeBank({
        instead: (request) =>
          isRegistration(request) && request.claims.note === 'legal'
            ? { status: 201, body: { client_id: 'c' } }
            : undefined,
      });
      const probe = stimulus('claims/note', {
        kind: 'probe',
        mutation: withNote('legal'),
        expect: { outcome: 'either', legal },
      });
      const { result } = await run(bank, [probe]);
      expect(result('claims/note').verdict).toBe(verdict);
    },
  );

  it('leaves no client behind when it is accepted', async () => {
    const bank = fakeBank();
    const { report } = await run(bank, [stimulus('claims/harmless', { mutation: withNote('x') })]);
    expect([bank.clients.size, report.leftovers]).toEqual([0, []]);
  });
});

describe('a valid registration', () => {
  it.each([
    ['in words', refusal(400, 'invalid_client_metadata', 'This client already exists.')],
    ['by its status', refusal(409, 'invalid_client_metadata')],
  ])('is inconclusive when it is taken for a duplicate %s', async (_how, answer) => {
    const bank = fakeBank({
      instead: (request) =>
        isRegistration(request) && 'note' in request.claims ? answer : undefined,
    });
    const { result } = await run(bank, [valid('registration/noted', { base: [withNote('x')] })]);
    expect(result('registration/noted').verdict).toBe('inconclusive');
  });

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
