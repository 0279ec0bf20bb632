import { describe, expect, it } from 'vitest';
import type { Flow, RegisteredClient } from '../model/flow.ts';
import { flowCase, GOOD, without } from './testing/cases.ts';
import { BANK, type FakeBank, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const ID = 'management/flow';

describe('a flow', () => {
  it('registers, reads, updates, gets a token and deletes', async () => {
    const statuses: (number | undefined)[] = [];
    const bank = fakeBank();
    await run(bank, [
      flowCase(ID, async (flow) => {
        const client = await flow.client();
        statuses.push((await flow.read(client)).response?.status);
        statuses.push((await flow.update(client)).exchange.response?.status);
        statuses.push((await flow.token(client)).exchange.response?.status);
        statuses.push((await flow.remove(client)).response?.status);
        statuses.push((await flow.read(client)).response?.status);
        flow.add(GOOD);
      }),
    ]);
    expect(statuses).toEqual([200, 200, 200, 204, 401]);
  });

  it.each<[what: string, verdict: string, reason: string, steps: Parameters<typeof flowCase>[1]]>([
    ['makes no finding', 'error', 'the case made no finding', async () => {}],
    [
      'throws',
      'error',
      'TypeError: of our own making',
      async () => {
        throw new TypeError('of our own making');
      },
    ],
    [
      'does not have what it must',
      'inconclusive',
      'no luck',
      async (flow: Flow) => flow.must(false, 'no luck'),
    ],
    ['skips', 'not-applicable', 'not here', async (flow: Flow) => flow.skip('not here')],
    [
      'calls a foreign host',
      'inconclusive',
      'a URL of the target was not called: other.example is not a host of the target (--allow-host other.example permits it)',
      async (flow) => {
        await flow.send({ method: 'GET', url: 'https://other.example/', headers: [], body: null });
      },
    ],
    [
      'has its control refused',
      'inconclusive',
      'the control was refused: 400 {"error":"invalid_client_metadata"}',
      async (flow) => {
        await flow.client({ mutation: without('aud') });
      },
    ],
  ])('that %s is %s', async (_what, verdict, reason, steps) => {
    const { result } = await run(fakeBank(), [flowCase(ID, steps)]);
    expect([result(ID).verdict, result(ID).reason]).toEqual([verdict, reason]);
  });

  describe('of a client whose token was replaced by a newer one', () => {
    const reads = async (step: (flow: Flow) => Promise<void>) => {
      let reads = 0;
      const bank = fakeBank({
        instead({ method, path }) {
          if (method === 'GET' && path.startsWith('/register/')) reads += 1;
          // The first read is that of the calibration.
          return method === 'GET' && reads === 2 ? { status: 401 } : undefined;
        },
      });
      await run(bank, [flowCase(ID, step)]);
      return bank.log.filter((line) => line.startsWith('GET /register')).length;
    };
    const statuses: (number | undefined)[] = [];
    const readAs = (how?: Parameters<Flow['read']>[1]) => async (flow: Flow) => {
      statuses.push((await flow.read(await flow.client(), how)).response?.status);
      flow.add(GOOD);
    };

    it('reads once more with a fresh one', async () => {
      expect(await reads(readAs())).toBe(3);
      expect(statuses.at(-1)).toBe(200);
    });

    it.each([
      ['a credential of its choosing', { credential: { bearer: 'junk' } }],
      ['another client', { clientId: 'nobody' }],
    ])('takes the answer for %s as it is', async (_what, how) => {
      expect(await reads(readAs(how))).toBe(2);
      expect(statuses.at(-1)).toBe(401);
    });
  });

  it('keeps its token where a registration access token in the record manages nothing', async () => {
    const seen: (string | undefined)[] = [];
    const bank = fakeBank({
      instead({ method, path, bearer }) {
        if (method !== 'GET' || !path.startsWith('/register/')) return undefined;
        seen.push(bearer);
        return { status: 200, body: { client_id: 'x', registration_access_token: 'unused' } };
      },
    });
    const twice = flowCase(ID, async (flow) => {
      const client = await flow.client();
      await flow.read(client);
      await flow.read(client);
      flow.add(GOOD);
    });
    await run(bank, [twice]);
    expect(seen.filter((bearer) => bearer?.startsWith('token-of-'))).toHaveLength(seen.length);
  });

  describe('that borrows a client', () => {
    const borrower = (id: string, end: (flow: Flow, client: RegisteredClient) => void) => ({
      ...flowCase(id, async (flow) => {
        const client = await flow.borrow(async () => {
          const made = await flow.client();
          await flow.read(made);
          return made;
        });
        await flow.read(client);
        flow.add(GOOD);
        end(flow, client);
      }),
      borrows: 'reading',
    });
    const registrations = (bank: FakeBank) =>
      bank.log.filter((line) => line.startsWith('POST /register')).length;
    const ran = async (end: Parameters<typeof borrower>[1]) => {
      const bank = fakeBank();
      const cases = [borrower('management/one', end), borrower('management/two', end)];
      const { result } = await run(bank, cases);
      const calibration = registrations(bank);
      return { bank, result, registrations: calibration };
    };

    it('leaves it to the next case, which shows how it came to be and that it worked', async () => {
      const { result, registrations } = await ran((flow, client) => flow.giveBack(client));
      const methods = (id: string) =>
        result(id).exchanges.map(
          ({ request, response }) => `${request.method} ${response?.status}`,
        );
      expect(methods('management/one')).toEqual(['POST 201', 'GET 200', 'GET 200']);
      expect(methods('management/two')).toEqual(['POST 201', 'GET 200', 'GET 200']);
      const { registrations: apart } = await ran(() => {});
      expect(apart - registrations).toBe(1);
    });

    it('has it deleted in the end, given back or not', async () => {
      const { bank } = await ran((flow, client) => flow.giveBack(client));
      expect(bank.clients.size).toBe(0);
    });
  });

  it('keeps what it found before it ended early', async () => {
    const { result } = await run(fakeBank(), [
      flowCase(ID, async (flow: Flow) => {
        flow.add({ ...GOOD, verdict: 'fail' });
        flow.must(false, 'no luck');
      }),
    ]);
    expect(result(ID).verdict).toBe('fail');
  });

  it('records what it sent without the credentials', async () => {
    const { result } = await run(fakeBank(), [
      flowCase(ID, async (flow) => {
        const client = await flow.client();
        const token = await flow.accessToken(client);
        await flow.read(client, { credential: { bearer: token } });
        flow.add({ ...GOOD, actual: `the token is ${token}` });
      }),
    ]);
    const text = JSON.stringify(result(ID));
    expect([text.includes('token-of-client'), text.includes(`the token is \${DCR_TOKEN}`)]).toEqual(
      [false, true],
    );
  });

  it('has its clients deleted when it leaves them', async () => {
    const bank = fakeBank();
    const leaving = flowCase(ID, async (flow) => {
      await flow.client();
      await flow.client();
      flow.add(GOOD);
    });
    await run(bank, [leaving]);
    expect(bank.clients.size).toBe(0);
  });

  it('says the same ids in every run', async () => {
    const ids = async () => {
      const { result } = await run(fakeBank(), [
        flowCase(ID, async (flow) => {
          await flow.client();
          await flow.send({ method: 'GET', url: `${BANK}/x`, headers: [], body: null });
          flow.add({ ...GOOD, actual: flow.uuid('a') });
        }),
      ]);
      const { exchanges, findings } = result(ID);
      const headers = exchanges.map(({ request }) =>
        request.headers.find(([name]) => name === 'x-fapi-interaction-id'),
      );
      return [...headers, findings[0]?.actual];
    };
    expect(await ids()).toEqual(await ids());
  });
});
