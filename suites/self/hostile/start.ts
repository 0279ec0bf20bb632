import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Answer, plainBank, type Request } from './bank.ts';
import type { Call, Hostile } from './hostile.ts';

/** The requests in what a connection has sent so far, and what is left over. */
function parse(bytes: Buffer): { readonly requests: Request[]; readonly rest: Buffer } {
  const requests: Request[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return { requests, rest };
    const [line = '', ...fields] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = new Map(
      fields.map((field) => {
        const colon = field.indexOf(':');
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
      }),
    );
    const length = Number(headers.get('content-length') ?? 0);
    const from = end + 4;
    if (rest.length < from + length) return { requests, rest };
    const [method = '', path = ''] = line.split(' ');
    const body = rest.subarray(from, from + length).toString();
    requests.push({ method, path, headers, body });
    rest = rest.subarray(from + length);
  }
}

/** An answer on the wire, with its Content-Length. */
export function encode({ status, headers, body }: Answer): Buffer {
  const bytes = Buffer.from(body);
  const bodiless = status === 204 || status === 304;
  const fields = bodiless ? headers : [...headers, ['Content-Length', bytes.length] as const];
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${head}\r\n`, 'latin1'), bytes]);
}

export interface Started {
  /** The discovery document. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a hostile server on a free loopback port. With `later` it is a plain bank until calibration is over. */
export async function startHostile(hostile: Hostile, later: boolean): Promise<Started> {
  const { behave, greet, host = '127.0.0.1' } = hostile;
  const sockets = new Set<Socket>();
  let origin = '';
  let bank = plainBank(origin);
  let count = 0;
  const isHostile = () => !later || bank.calibrated();

  const serve = (socket: Socket, request: Request): void => {
    count += 1;
    const active = isHostile();
    const honest = bank.answer(request);
    const write = (answer: Answer) => void socket.write(encode(answer));
    if (behave === undefined || !active) {
      write(honest);
      return;
    }
    const call: Call = {
      request,
      honest,
      socket,
      count,
      write,
      every(ms, step) {
        const timer = setInterval(step, ms);
        socket.on('close', () => clearInterval(timer));
      },
    };
    behave(call);
  };
  const connect = (socket: Socket): void => {
    socket.on('error', () => socket.destroy());
    if (greet !== undefined && isHostile()) greet(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      const read = parse(Buffer.concat([rest, chunk]));
      rest = read.rest;
      for (const request of read.requests) serve(socket, request);
    });
  };

  const tls = await hostile.tls?.();
  const server: Server =
    tls === undefined
      ? createServer(connect)
      : createTlsServer(tls, connect).on('tlsClientError', () => {});
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const name = hostile.named ?? (host.includes(':') ? `[${host}]` : host);
  const scheme = hostile.scheme ?? (tls === undefined ? 'http' : 'https');
  origin = `${scheme}://${name}:${port}`;
  bank = plainBank(origin, {
    discovery: hostile.discovery?.(origin),
    clientUri: hostile.clientUri,
  });
  return {
    url: `${origin}/.well-known/openid-configuration`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
