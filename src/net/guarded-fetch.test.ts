import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type GuardedFetchError, guardedFetch } from './guarded-fetch.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const POLICY = { maxBytes: 1000, timeoutMs: 400, allowLoopback: true, allowPrivateHosts: [] };

async function reasonOf(fetched: Promise<unknown>): Promise<string> {
  const error = await fetched.then(
    () => null,
    (thrown: GuardedFetchError) => thrown,
  );
  return error?.reason ?? 'fetched';
}

describe('guardedFetch', () => {
  it('returns status, media type and body', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(203, { 'content-type': 'application/jwk-set+json' }).end('{"keys":[]}');
    });
    expect(await guardedFetch(`http://localhost:${port}/a.json?b=c`, POLICY)).toEqual({
      status: 203,
      contentType: 'application/jwk-set+json',
      body: '{"keys":[]}',
    });
  });

  it('does not follow a redirect', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await guardedFetch(`http://127.0.0.1:${port}/`, POLICY)).status).toBe(302);
  });

  it.each([
    ['a name that leads to a loopback address', 'http://localhost:9/', 'blocked'],
    ['a loopback literal', 'https://127.0.0.1:9/', 'blocked'],
    ['a loopback literal in another spelling', 'https://0x7f.1:9/', 'blocked'],
    ['an IPv4-mapped loopback literal', 'https://[::ffff:127.0.0.1]:9/', 'blocked'],
    ['a private literal', 'https://10.0.0.1/', 'blocked'],
    ['the metadata address of cloud machines', 'https://169.254.169.254/latest', 'blocked'],
    ['plain http to a public address', 'http://192.0.1.1/', 'blocked'],
    ['another scheme', 'file:///etc/hosts', 'bad-url'],
    ['user information', 'https://user@jwks.example/', 'bad-url'],
    ['no URL at all', 'jwks', 'bad-url'],
  ])('refuses %s', async (_what, url, reason) => {
    expect(await reasonOf(guardedFetch(url, { ...POLICY, allowLoopback: false }))).toBe(reason);
  });

  it('allows a private host that is named, in any case', async () => {
    const port = await serve((_request, response) => response.end('{}'));
    const policy = { ...POLICY, allowLoopback: false, allowPrivateHosts: ['localhost'] };
    expect((await guardedFetch(`http://LocalHost:${port}/`, policy)).body).toBe('{}');
  });

  it('gives up on a body beyond the limit', async () => {
    const port = await serve((_request, response) => response.end('x'.repeat(1001)));
    expect(await reasonOf(guardedFetch(`http://localhost:${port}/`, POLICY))).toBe('too-large');
  });

  it('gives up on an endless trickle', async () => {
    const port = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    expect(await reasonOf(guardedFetch(`http://localhost:${port}/`, POLICY))).toBe('timeout');
  });

  it('names a refused connection', async () => {
    const port = await serve(() => {});
    servers.splice(0)[0]?.close();
    expect(await reasonOf(guardedFetch(`http://127.0.0.1:${port}/`, POLICY))).toBe('refused');
  });

  it('keeps connections where several documents are fetched', async () => {
    const sockets = new Set<unknown>();
    const port = await serve((request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    });
    const fetchDocument = createGuardedFetch(POLICY);
    for (let path = 0; path < 6; path++) await fetchDocument(`http://localhost:${port}/${path}`);
    await fetchDocument.close();
    expect(sockets.size).toBeLessThan(3);
  });
});
