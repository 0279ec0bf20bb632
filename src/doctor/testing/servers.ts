import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** Has `step` done after the test. */
export function afterwards(step: () => unknown): void {
  cleanUp.push(step);
}

async function listen(server: Server, host: string): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    sockets.add(socket);
  });
  afterwards(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  return (server.address() as AddressInfo).port;
}

/** An http server on loopback; its port. */
export function serveHttp(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  return listen(createHttp(listener), host);
}

const hello: RequestListener = (_request, response) => response.end('hello');

/** An https server on loopback; its port. */
export function serveTls(
  options: ServerOptions,
  listener: RequestListener = hello,
): Promise<number> {
  const server = createHttps(options, listener);
  server.on('tlsClientError', () => undefined);
  return listen(server, '127.0.0.1');
}

/** A server that does what it likes with a connection; its port. */
export function serveTcp(onConnection: (socket: Socket) => void): Promise<number> {
  return listen(createTcp(onConnection), '127.0.0.1');
}

/** A port on loopback where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Answers JSON by path; 404 for others. A function is called with the request's method. */
export function documents(
  byPath: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  return (request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    request.resume();
    const found = byPath[path];
    const status = found === undefined ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(found ?? { error: 'not_found' }));
  };
}
