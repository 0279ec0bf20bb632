import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../model/options.ts';
import { type ProxyBehaviour, startProxy } from '../net/testing/connect-proxy.ts';
import { examineHost } from './host.ts';
import { afterwards, closedPort, serveHttp, serveTls } from './testing/servers.ts';
import { brief, reach, server } from './testing/setting.ts';

function look(url: string, changes: Partial<RunOptions> = {}) {
  return examineHost(reach(changes), new URL(url));
}

const http = () => serveHttp((_request, response) => response.end());

describe('a name', () => {
  it('that does not exist is a problem, and nothing is connected to', async () => {
    const { rows, usable } = await look('https://bank.invalid/');
    expect([usable, brief(rows)]).toEqual([
      false,
      [expect.stringMatching(/^problem: the name (does not exist|server does not answer) \(E/)],
    ]);
  });

  it('is told with its addresses', async () => {
    const { rows } = await look(`http://localhost:${await http()}/`);
    expect(brief(rows, 'dns')).toEqual([expect.stringContaining('127.0.0.1 (loopback)')]);
  });

  it('is taken to be where --resolve says', async () => {
    const port = await http();
    const resolve = [{ host: 'bank.invalid', port, addresses: ['127.0.0.1'] }];
    const { rows, usable } = await look(`http://bank.invalid:${port}/`, { resolve });
    expect([usable, brief(rows, 'dns')]).toEqual([
      true,
      ['ok: 127.0.0.1 (loopback), as --resolve says'],
    ]);
  });
});

describe('a port', () => {
  it('where nothing listens is a problem', async () => {
    const { rows, usable } = await look(`https://127.0.0.1:${await closedPort()}/`);
    expect([usable, brief(rows)]).toEqual([
      false,
      ['ok: an address, no name to look up', 'problem: connection refused (ECONNREFUSED)'],
    ]);
  });
});

describe('a proxy', () => {
  async function through(
    behaviour: ProxyBehaviour,
    url: string,
    changes: Partial<RunOptions> = {},
  ) {
    const proxy = await startProxy(behaviour);
    afterwards(() => proxy.close());
    const address = { url: proxy.url, credentials: 'me:hunter2' };
    return look(url, {
      ...changes,
      proxy: { http: address, https: address, except: [], loopback: true },
    });
  }

  it('that opens a tunnel is in order, and so is TLS inside it', async () => {
    const port = await serveTls({ key: server.key, cert: server.cert });
    const { rows, usable } = await through({}, `https://localhost:${port}/`);
    expect([usable, brief(rows, 'proxy').at(-1), brief(rows, 'tls').length]).toEqual([
      true,
      'ok: CONNECT opens a tunnel; the proxy looks the name up',
      2,
    ]);
  });

  it.each<[what: string, behaviour: ProxyBehaviour, found: RegExp, fix: RegExp]>([
    ['wants credentials', { credentials: 'a:b' }, /with 407 Proxy Auth/, /give the credentials/],
    ['forbids the target', { instead: 403 }, /with 403 Forbidden/, /have the proxy permit CONNECT/],
    ['does not reach the target', { instead: 502 }, /with 502 Bad Gateway/, /NO_PROXY=localhost/],
    ['hangs', { instead: 'hang' }, /opened no tunnel in \d+ ms/, /check --proxy/],
  ])('that %s is a problem', async (_what, behaviour, found, fix) => {
    const patience = behaviour.instead === 'hang' ? { timeoutMs: 300 } : {};
    const { rows, usable } = await through(behaviour, 'https://localhost:9/', patience);
    const last = rows.at(-1);
    expect(usable).toBe(false);
    expect(last).toMatchObject({
      area: 'proxy',
      status: 'problem',
      found: expect.stringMatching(found),
      fix: expect.stringMatching(fix),
    });
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  it.each([
    [['localhost'], true, 'NO_PROXY says so'],
    [[], false, 'loopback hosts go through --proxy only'],
  ])('with the exceptions %j and loopback %s is gone round', async (except, loopback, why) => {
    const address = { url: 'http://127.0.0.1:1', credentials: null };
    const proxy = { http: address, https: null, except, loopback };
    const { rows, usable } = await look(`http://localhost:${await http()}/`, { proxy });
    expect([usable, brief(rows, 'proxy')]).toEqual([true, [expect.stringContaining(why)]]);
  });

  it('that is not there is a problem', async () => {
    const address = { url: `http://127.0.0.1:${await closedPort()}`, credentials: null };
    const { rows, usable } = await look('https://bank.example/', {
      proxy: { http: null, https: address, except: [], loopback: true },
    });
    expect([usable, brief(rows).at(-1)]).toEqual([
      false,
      'problem: connection refused (ECONNREFUSED)',
    ]);
  });
});
