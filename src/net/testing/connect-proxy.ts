import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ProxyBehaviour {
  /** `user:password` that it asks for. */
  readonly credentials?: string;
  /** Status of the answer to CONNECT instead of a tunnel; `hang` for no answer. */
  readonly instead?: number | 'hang';
  /** Certificate and key of an https proxy. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface ConnectProxy {
  readonly url: string;
  readonly port: number;
  /** `host:port` of every CONNECT, and `METHOD url` of what was not one. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** A forward proxy on loopback that opens tunnels to the port asked for, on loopback whatever the host name. */
export async function startProxy(behaviour: ProxyBehaviour = {}): Promise<ConnectProxy> {
  const log: string[] = [];
  const sockets = new Set<Socket>();
  const server = behaviour.tls === undefined ? createHttp() : createHttps(behaviour.tls);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('request', (request, response) => {
    log.push(`${request.method} ${request.url}`);
    response.writeHead(400).end('only CONNECT');
  });
  server.on('connect', (request, socket: Socket, head) => {
    log.push(request.url ?? '');
    socket.on('error', () => undefined);
    const given = request.headers['proxy-authorization'];
    const wanted = `Basic ${Buffer.from(behaviour.credentials ?? '').toString('base64')}`;
    const status =
      behaviour.credentials !== undefined && given !== wanted ? 407 : behaviour.instead;
    if (status === 'hang') return;
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const port = Number(/:(\d+)$/.exec(request.url ?? '')?.[1]);
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.end('HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n'));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${behaviour.tls === undefined ? 'http' : 'https'}://${behaviour.tls === undefined ? '127.0.0.1' : 'localhost'}:${port}`,
    port,
    log,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
