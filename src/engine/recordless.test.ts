import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { JsonObject } from '../model/json.ts';
import { flowCase, GOOD, stimulus, valid } from './testing/cases.ts';
import { type BankRequest, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const NO_AUD = stimulus('claims/no-aud');
const FULL = valid('registration/full');

const isRegistration = ({ method, path }: BankRequest) => method === 'POST' && path === '/register';

/** Success answers from which no client can be taken. */
const RECORDLESS: readonly (readonly [string, { status: number; body?: JsonObject | string }])[] = [
  ['no client_id', { status: 201, body: { scope: 'openid' } }],
  ['a client_id of null', { status: 201, body: { client_id: null } }],
  ['a client_id that is a number', { status: 201, body: { client_id: 7 } }],
  ['the record in an array', { status: 201, body: '[{"client_id":"a"}]' }],
  ['a page', { status: 201, body: '<h1>Registered</h1>' }],
  ['an empty body', { status: 201 }],
  ['status 204', { status: 204 }],
];

describe('a target whose success answer has no usable client record', () => {
  const runOn = (answer: { status: number; body?: JsonObject | string }, cases: readonly Case[]) =>
    run(fakeBank({ instead: (request) => (isRegistration(request) ? answer : undefined) }), cases);

  it.each(RECORDLESS)('gets a fail for its answer: %s', async (_what, answer) => {
    const { report, result } = await runOn(answer, [FULL, NO_AUD]);
    const rows = result('registration/full').findings.filter(({ verdict }) => verdict === 'fail');
    expect(rows.some(({ requirement }) => requirement.startsWith('RFC7591-3.2.1-'))).toBe(true);
    expect([report.exitCode, report.complete]).toEqual([1, true]);
  });

  it('leaves a defect inconclusive beside such a control, and does not send it', async () => {
    const { result } = await runOn({ status: 204 }, [NO_AUD]);
    const { verdict, reason, control, exchanges } = result('claims/no-aud');
    expect([verdict, reason, control?.verdict, exchanges.length]).toEqual([
      'inconclusive',
      'a valid request was answered without a client record: 204',
      'inconclusive',
      0,
    ]);
  });

  it('leaves a case inconclusive that needs a client, and registers none for it', async () => {
    const steps = flowCase('management/steps', async (flow) => {
      await flow.client();
      flow.add(GOOD);
    });
    const update = stimulus('management/put-no-aud', { operation: 'put' });
    const { report } = await runOn({ status: 204 }, [steps, update]);
    expect(report.results.map(({ verdict, exchanges }) => [verdict, exchanges.length])).toEqual([
      ['inconclusive', 0],
      ['inconclusive', 0],
    ]);
  });

  it('has not accepted the control, and a note says why the run went on', async () => {
    const { report } = await runOn({ status: 204 }, [FULL]);
    expect([report.calibration?.accepted, report.calibration?.tried[0]?.outcome]).toEqual([
      false,
      '204',
    ]);
    expect(report.notes.join()).toContain('No valid registration was answered with a usable');
  });

  it('may keep a client of each registration, which is reported', async () => {
    const { report } = await runOn({ status: 204 }, [FULL]);
    const tried = report.calibration?.tried.length ?? 0;
    expect(report.leftovers.map(({ why }) => why)).toEqual(
      Array(tried + 1).fill('its registration was answered 204 without a client record'),
    );
  });

  it('is tested with the first draft that got a success status', async () => {
    const types: string[] = [];
    const bank = fakeBank({
      instead(request) {
        if (!isRegistration(request)) return undefined;
        types.push(request.mediaType);
        return request.mediaType === 'application/jose' ? { status: 204 } : { status: 415 };
      },
    });
    const { report } = await run(bank, [FULL]);
    expect([report.calibration?.mediaType, types.at(-1)]).toEqual([
      'application/jose',
      'application/jose',
    ]);
  });
});

it('tests a target that answers 200 in place of 201 with the client that it made', async () => {
  const record = { client_id: 'a' };
  const bank = fakeBank({
    instead: (request) =>
      isRegistration(request) && request.claims.aud !== undefined
        ? { status: 200, body: record }
        : undefined,
  });
  const { report, result } = await run(bank, [FULL, NO_AUD]);
  expect([report.calibration?.accepted, result('claims/no-aud').verdict]).toEqual([true, 'pass']);
  const status = result('registration/full').findings.find((f) => f.check === 'success.status');
  expect(status?.verdict).toBe('fail');
});
