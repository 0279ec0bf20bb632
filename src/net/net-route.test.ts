import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { testCertificate } from '../keys/testing/certificates.ts';
import type { ResolvedHost } from '../model/options.ts';
import { createNet } from './net.ts';
import { createRoute } from './route.ts';
import { type ProxyBehaviour, startProxy } from './testing/connect-proxy.ts';

const authority = testCertificate({ name: 'Root', authority: true });
const { key, cert } = testCertificate({
  name: 'localhost',
  names: ['localhost', '127.0.0.1'],
  issuer: authority,
});
const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function serve(scheme: 'http' | 'https'): Promise<number> {
  const hello: RequestListener = (request, response) => response.end(`hello ${request.url}`);
  const server: Server & { closeAllConnections(): void } =
    scheme === 'http' ? createHttp(hello) : createHttps({ key, cert }, hello);
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function proxied(behaviour: ProxyBehaviour = {}) {
  const proxy = await startProxy(behaviour);
  cleanUp.push(() => proxy.close());
  return proxy;
}

interface Way {
  readonly proxy?: string;
  readonly credentials?: string;
  readonly resolve?: readonly ResolvedHost[];
  readonly timeoutMs?: number;
}

async function get(url: string, { proxy, credentials, resolve, timeoutMs = 3000 }: Way) {
  const address = proxy === undefined ? null : { url: proxy, credentials: credentials ?? null };
  const net = createNet({
    identities: { it: { rejectUnauthorized: true, ca: [authority.cert] } },
    timeoutMs,
    route: createRoute(
      address === null ? null : { http: address, https: address, except: [], loopback: true },
      resolve,
    ),
  });
  cleanUp.push(() => net.close());
  const request = { identity: 'it', method: 'GET', url, headers: [], body: null };
  const { response, failure, tls } = await net.request(request);
  return { body: response?.body.toString() ?? null, failure, tls };
}

describe('createNet with --resolve', () => {
  it('goes to the address given for a name that no name server knows', async () => {
    const port = await serve('http');
    const resolve = [{ host: 'bank.invalid', port, addresses: ['127.0.0.1'] }];
    const { body } = await get(`http://bank.invalid:${port}/a`, { resolve });
    expect(body).toBe('hello /a');
  });

  it('leaves other ports of the host to the name server', async () => {
    const port = await serve('http');
    const resolve = [{ host: 'bank.invalid', port: port + 1, addresses: ['127.0.0.1'] }];
    const { failure } = await get(`http://bank.invalid:${port}/`, { resolve });
    expect(failure?.kind).toBe('dns');
  });

  it('still wants the certificate to be for the name', async () => {
    const port = await serve('https');
    const resolve = [{ host: 'bank.invalid', port, addresses: ['127.0.0.1'] }];
    const { body, failure } = await get(`https://bank.invalid:${port}/`, { resolve });
    expect([body, failure?.kind]).toEqual([null, 'tls']);
  });

  it('tries every address that was given', async () => {
    const port = await serve('https');
    const resolve = [{ host: 'localhost', port, addresses: ['127.0.0.9', '127.0.0.1'] }];
    expect((await get(`https://localhost:${port}/`, { resolve })).body).toBe('hello /');
  });
});

describe('createNet with a proxy', () => {
  it.each(['http', 'https'] as const)('reaches an %s target through a tunnel', async (scheme) => {
    const [port, proxy] = await Promise.all([serve(scheme), proxied()]);
    const { body, tls } = await get(`${scheme}://localhost:${port}/a`, { proxy: proxy.url });
    expect([body, tls?.authorized ?? null, proxy.log]).toEqual([
      'hello /a',
      scheme === 'https' ? true : null,
      [`localhost:${port}`],
    ]);
  });

  it('leaves the name of the target to the proxy', async () => {
    const [port, proxy] = await Promise.all([serve('http'), proxied()]);
    const { body } = await get(`http://bank.invalid:${port}/`, { proxy: proxy.url });
    expect([body, proxy.log]).toEqual(['hello /', [`bank.invalid:${port}`]]);
  });

  it('reaches a proxy over TLS that a known authority certified', async () => {
    const [port, proxy] = await Promise.all([serve('https'), proxied({ tls: { key, cert } })]);
    const { body } = await get(`https://localhost:${port}/`, { proxy: proxy.url });
    expect(body).toBe('hello /');
  });

  it('finds the proxy itself by --resolve', async () => {
    const [port, proxy] = await Promise.all([serve('http'), proxied()]);
    const resolve = [{ host: 'proxy.invalid', port: proxy.port, addresses: ['127.0.0.1'] }];
    const { body } = await get(`http://localhost:${port}/`, {
      proxy: `http://proxy.invalid:${proxy.port}`,
      resolve,
    });
    expect(body).toBe('hello /');
  });

  it('shows the proxy its credentials', async () => {
    const credentials = 'me:hunter2-hunter2';
    const [port, proxy] = await Promise.all([serve('http'), proxied({ credentials })]);
    const { body } = await get(`http://localhost:${port}/`, { proxy: proxy.url, credentials });
    expect(body).toBe('hello /');
  });

  it.each<[what: string, behaviour: ProxyBehaviour, says: RegExp]>([
    ['wants credentials', { credentials: 'a:b' }, /with 407 Proxy Authentication Required/],
    ['forbids the target', { instead: 403 }, /answered CONNECT localhost:\d+ with 403 Forbidden/],
    ['does not reach the target', { instead: 502 }, /with 502 Bad Gateway/],
    ['hangs', { instead: 'hang' }, /opened no tunnel in 1200 ms/],
  ])('blames a proxy that %s, not the target', async (_what, behaviour, says) => {
    const [port, proxy] = await Promise.all([serve('https'), proxied(behaviour)]);
    const { body, failure } = await get(`https://localhost:${port}/`, {
      proxy: proxy.url,
      credentials: 'me:hunter2-hunter2',
      timeoutMs: 1500,
    });
    expect({ body, failure }).toEqual({
      body: null,
      failure: { kind: 'proxy', message: expect.stringMatching(says) },
    });
    expect(failure?.message).not.toContain('hunter2');
  });

  it('blames a proxy that is not there', async () => {
    const proxy = await proxied();
    await cleanUp.pop()?.();
    const { failure } = await get('http://localhost:9/', { proxy: proxy.url });
    expect(failure).toEqual({ kind: 'proxy', message: expect.stringContaining('ECONNREFUSED') });
  });
});
