import { createServer as createHttp, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createNet, type Net, type NetOptions } from './net.ts';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = (listener: RequestListener) => listen(createHttp(listener));
const tcp = (onConnection: (socket: Socket) => void) => listen(createTcp(onConnection));

function net(options: Partial<NetOptions> = {}): Net {
  const created = createNet({
    identities: { none: { rejectUnauthorized: true } },
    timeoutMs: 300,
    ...options,
  });
  cleanUp.push(() => created.close());
  return created;
}

function get(url: string) {
  return { identity: 'none', method: 'GET', url, headers: [], body: null };
}

describe('createNet', () => {
  it('sends method, path, headers in order and body bytes as given', async () => {
    let seen = {};
    const origin = await http((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = request.rawHeaders.filter((_, i) =>
          request.rawHeaders[i - (i % 2)]?.startsWith('X-'),
        );
        seen = { line: `${request.method} ${request.url}`, raw, body: [...Buffer.concat(chunks)] };
        response.end();
      });
    });
    await net().request({
      identity: 'none',
      method: 'PUT',
      url: `${origin}/register/%7B?a=b`,
      headers: [
        ['X-b', '1'],
        ['X-a', '2'],
        ['X-b', '3'],
      ],
      body: Uint8Array.of(0, 255, 10),
    });
    expect(seen).toEqual({
      line: 'PUT /register/%7B?a=b',
      raw: ['X-b', '1', 'X-a', '2', 'X-b', '3'],
      body: [0, 255, 10],
    });
  });

  it('returns status, headers as spelt and body', async () => {
    const origin = await tcp((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 418 No\r\nX-Mixed: A\r\nx-mixed: b\r\nContent-Length: 2\r\n\r\nhi'),
      ),
    );
    const { response, failure, tls } = await net().request(get(`${origin}/`));
    expect({ ...response, body: response?.body.toString(), failure, tls }).toEqual({
      status: 418,
      headers: [
        ['X-Mixed', 'A'],
        ['x-mixed', 'b'],
        ['Content-Length', '2'],
      ],
      body: 'hi',
      failure: null,
      tls: null,
    });
  });

  it('passes over informational answers', async () => {
    const origin = await http((_request, response) => {
      response.writeProcessing();
      response.writeHead(201).end();
    });
    expect((await net().request(get(origin))).response?.status).toBe(201);
  });

  it('undoes a compression that nobody asked for', async () => {
    const origin = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"a":1}'));
    });
    expect((await net().request(get(origin))).response?.body.toString()).toBe('{"a":1}');
  });

  it('gives no answer where a compressed body is longer than it takes', async () => {
    const origin = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(2000)));
    });
    const { response, failure } = await net({ maxBytes: 1000 }).request(get(origin));
    expect({ response, failure }).toEqual({
      response: null,
      failure: { kind: 'too-large', message: 'the decoded body is longer than 1000 bytes' },
    });
  });

  it('puts a body together that comes byte by byte', async () => {
    const pieces = '1\r\nx\r\n'.repeat(5000);
    const origin = await tcp((socket) =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`),
      ),
    );
    expect((await net().request(get(origin))).response?.body.toString()).toBe('x'.repeat(5000));
  });

  it('does not follow redirects', async () => {
    const origin = await http((_q, response) => response.writeHead(307, { location: '/x' }).end());
    expect((await net().request(get(origin))).response?.status).toBe(307);
  });

  it('uses one connection for exchanges that follow each other', async () => {
    const sockets = new Set<unknown>();
    const origin = await http((request, response) => {
      sockets.add(request.socket);
      response.end();
    });
    const shared = net();
    for (let i = 0; i < 3; i++) await shared.request(get(origin));
    expect(sockets.size).toBe(1);
  });

  it('tries again on a fresh connection where the kept one was closed meanwhile, and says so', async () => {
    let connections = 0;
    const origin = await tcp((socket) => {
      connections += 1;
      // The second request on a connection finds it closing.
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        socket.once('data', () => socket.destroy());
      });
    });
    const shared = net();
    const first = await shared.request(get(origin));
    const second = await shared.request(get(origin));
    expect([second.response?.status, connections]).toEqual([200, 2]);
    expect([first.resent, second.resent]).toEqual([false, true]);
  });

  it.each<[kind: string, what: string, peer: (socket: Socket) => void]>([
    ['timeout', 'a peer that never answers', () => {}],
    [
      'timeout',
      'a body that trickles for ever',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
        const timer = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['reset', 'a connection closed without an answer', (socket) => socket.destroy()],
    ['reset', 'a connection reset', (socket) => socket.resetAndDestroy()],
    [
      'reset',
      'a connection closed in the middle of the body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
    ],
    ['protocol', 'an answer that is not HTTP', (socket) => socket.end('SSH-2.0-x\r\n')],
  ])('reports %s for %s', async (kind, _what, peer) => {
    const origin = await tcp((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => peer(socket));
    });
    const { response, failure } = await net().request(get(origin));
    expect([response, failure?.kind]).toEqual([null, kind]);
  });

  it('reports refused where nothing listens', async () => {
    const origin = await http(() => {});
    await cleanUp.pop()?.();
    expect((await net().request(get(origin))).failure?.kind).toBe('refused');
  });

  it('reports dns for a name that does not exist', async () => {
    const result = await net({ timeoutMs: 5000 }).request(get('http://dcr.invalid/'));
    expect(result.failure?.kind).toBe('dns');
  });

  it('reports tls where the peer speaks plain http', async () => {
    const origin = await http((_request, response) => response.end());
    const result = await net().request(get(origin.replace('http:', 'https:')));
    expect(result.failure?.kind).toBe('tls');
  });

  it('cuts a body at the limit and says too-large', async () => {
    const origin = await http((_request, response) => response.end('x'.repeat(5000)));
    const { response, failure } = await net({ maxBytes: 100 }).request(get(origin));
    expect([response?.status, response?.body.length, failure?.kind]).toEqual([
      200,
      100,
      'too-large',
    ]);
  });

  it('reports aborted when the run is stopped', async () => {
    const origin = await http(() => {});
    const controller = new AbortController();
    const pending = net({ timeoutMs: 5000 }).request({ ...get(origin), signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    expect((await pending).failure?.kind).toBe('aborted');
  });

  it('is ready for the next exchange after a time-out', async () => {
    let first = true;
    const origin = await http((_request, response) => {
      if (!first) response.end();
      first = false;
    });
    const shared = net({ timeoutMs: 100 });
    await shared.request(get(origin));
    expect((await shared.request(get(origin))).response?.status).toBe(200);
  });

  it('rejects a request that is not HTTP, which is our own fault', async () => {
    const origin = await http((_request, response) => response.end());
    const request = { ...get(origin), headers: [['a b', 'c'] as const] };
    await expect(net().request(request)).rejects.toThrow('header');
  });
});
