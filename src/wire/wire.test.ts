import { describe, expect, it } from 'vitest';
import type { HttpMessage } from '../model/draft.ts';
import type { Net, NetRequest, NetResult } from '../net/net.ts';
import { createLimiter } from './limiter.ts';
import { createSecretBook } from './secret-book.ts';
import { createWire, HostRefusedError } from './wire.ts';

type Header = readonly [name: string, value: string];

/** A clock whose sleeps take no time, and which remembers them. */
function fakeClock() {
  let time = 1_700_000_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (ms: number) => {
      slept.push(ms);
      time += ms;
    },
  };
}

/** Answers one after the other; the last one for ever. */
function fakeNet(answers: readonly { status: number; headers?: readonly Header[] }[]) {
  const requests: NetRequest[] = [];
  const net: Net = {
    request: async (request): Promise<NetResult> => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(request);
      if (answer === undefined) throw new Error('no answer');
      const { status, headers = [] } = answer;
      return { response: { status, headers, body: Buffer.from('{}') }, failure: null, tls: null };
    },
    close: async () => {},
  };
  return { net, requests };
}

function wire(answers: Parameters<typeof fakeNet>[0], pauseBudgetMs = 300_000) {
  const clock = fakeClock();
  const { net, requests } = fakeNet(answers);
  const sender = createWire({
    trust: { client: { key: '', cert: '' }, rogueClient: { key: '', cert: '' }, strangers: null },
    ca: null,
    systemCa: true,
    insecure: false,
    headers: [['X-Api-Key', 'k']],
    userAgent: 'dcr-conformance/1',
    timeoutMs: 1000,
    limiter: createLimiter({ concurrency: 4, rate: null, pauseBudgetMs, clock }),
    book: createSecretBook(),
    allowed: (url) => url.hostname === 'bank.example',
    clock,
    net,
  });
  return { sender, clock, requests };
}

const GET: HttpMessage = { method: 'GET', url: 'https://bank.example/', headers: [], body: null };
const busy = (after: string) => ({ status: 429, headers: [['Retry-After', after] as const] });

describe('createWire', () => {
  it('adds the headers of every request where the message has none of that name', async () => {
    const { sender, requests } = wire([{ status: 200 }]);
    await sender.send({ ...GET, headers: [['Accept', 'text/html']] }, 'none');
    expect(requests[0]?.headers).toEqual([
      ['Accept', 'text/html'],
      ['X-Api-Key', 'k'],
      ['user-agent', 'dcr-conformance/1'],
      ['accept-encoding', 'identity'],
    ]);
  });

  it('does not call a host that is not the target’s', async () => {
    const { sender, requests } = wire([{ status: 200 }]);
    const sent = sender.send({ ...GET, url: 'https://other.example/' }, 'none');
    await expect(sent).rejects.toThrow(HostRefusedError);
    expect(requests).toEqual([]);
  });

  it('lists the hosts it called', async () => {
    const { sender } = wire([{ status: 200 }]);
    await sender.send({ ...GET, url: 'https://bank.example:8443/' }, 'none');
    await sender.send(GET, 'none');
    expect(sender.hosts()).toEqual(['bank.example', 'bank.example:8443']);
  });

  it('waits as long as the target asks and sends the same again', async () => {
    const { sender, clock, requests } = wire([busy('7'), { status: 200 }]);
    const { response } = await sender.send(GET, 'none');
    expect([response?.status, clock.slept, requests.length]).toEqual([200, [7000], 2]);
  });

  it('does what comes before a request once, when its turn has come', async () => {
    const { sender, requests } = wire([busy('1'), { status: 200 }]);
    const before: number[] = [];
    const waiting = Array.from({ length: 6 }, () =>
      sender.send(GET, 'none', undefined, async () => void before.push(requests.length)),
    );
    // Four at a time.
    expect(before.length).toBeLessThanOrEqual(4);
    await Promise.all(waiting);
    expect(before).toHaveLength(6);
    expect(requests.length).toBeGreaterThan(6);
  });

  it('sends nothing where what comes before fails', async () => {
    const { sender, requests } = wire([{ status: 200 }]);
    const sent = sender.send(GET, 'none', undefined, () => Promise.reject(new Error('disk full')));
    await expect(sent).rejects.toThrow('disk full');
    expect(requests).toEqual([]);
  });

  it('understands a date', async () => {
    const date = new Date(1_700_000_005_000).toUTCString();
    const { sender, clock } = wire([busy(date), { status: 200 }]);
    await sender.send(GET, 'none');
    expect(clock.slept).toEqual([5000]);
  });

  it('gives up after three waits in one case', async () => {
    const { sender, requests } = wire([busy('1')]);
    const patience = { left: 3 };
    await sender.send(GET, 'none', patience);
    await sender.send(GET, 'none', patience);
    expect(requests.length).toBe(5);
  });

  it.each([
    ['longer than 30 s', busy('31')],
    ['without a time', { status: 429 }],
    ['in words', busy('soon')],
    ['with another status', { status: 400, headers: [['Retry-After', '1'] as const] }],
  ])('takes an answer that asks for patience %s as it is', async (_what, answer) => {
    const { sender, requests } = wire([answer, { status: 200 }]);
    await sender.send(GET, 'none');
    expect(requests.length).toBe(1);
  });

  it('waits no longer than the run allows in all', async () => {
    const { sender, clock } = wire([busy('30')], 40_000);
    await sender.send(GET, 'none');
    expect(clock.slept).toEqual([30_000]);
  });

  it('sends text for UTF-8 bytes and keeps other bytes', async () => {
    const { sender } = wire([{ status: 200 }]);
    const text = await sender.send({ ...GET, body: Buffer.from('ü') }, 'none');
    const binary = await sender.send({ ...GET, body: Uint8Array.of(255) }, 'none');
    expect([text.request.body, text.rawBody, binary.rawBody]).toEqual([
      'ü',
      null,
      Uint8Array.of(255),
    ]);
  });
});

describe('createLimiter', () => {
  it('runs no more at a time than allowed', async () => {
    const limiter = createLimiter({
      concurrency: 2,
      rate: null,
      pauseBudgetMs: 0,
      clock: fakeClock(),
    });
    let running = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 9 }, () => limiter.run(task)));
    expect(most).toBe(2);
  });

  it('frees its place when a task fails', async () => {
    const limiter = createLimiter({
      concurrency: 1,
      rate: null,
      pauseBudgetMs: 0,
      clock: fakeClock(),
    });
    await limiter.run(() => Promise.reject(new Error('x'))).catch(() => {});
    expect(await limiter.run(async () => 'next')).toBe('next');
  });

  it('spreads requests over the second', async () => {
    const clock = fakeClock();
    const limiter = createLimiter({ concurrency: 1, rate: 5, pauseBudgetMs: 0, clock });
    for (let i = 0; i < 4; i++) await limiter.run(async () => {});
    expect(clock.slept).toEqual([200, 200, 200]);
  });

  it('charges a pause that several ask for once', () => {
    const limiter = createLimiter({
      concurrency: 4,
      rate: null,
      pauseBudgetMs: 1000,
      clock: fakeClock(),
    });
    expect([limiter.pause(1000), limiter.pause(1000), limiter.pause(1001)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
