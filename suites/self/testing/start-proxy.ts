import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ForwardProxy {
  /** `host:port`. */
  readonly address: string;
  /** Tunnels that were opened with the right credentials. */
  tunnels(): number;
  close(): Promise<void>;
}

/** A forward proxy on a free loopback port that opens tunnels (RFC 9110 9.3.6) for who knows `credentials`. */
export async function startProxy(credentials: string): Promise<ForwardProxy> {
  const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
  const sockets = new Set<Socket>();
  let tunnels = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', keep);
  server.on('connect', (request, client: Socket) => {
    if (request.headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const url = new URL(`http://${request.url}`);
    const target = connect(Number(url.port), url.hostname.replace(/^\[|\]$/g, ''), () => {
      tunnels += 1;
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(target).pipe(client);
    });
    keep(target);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels: () => tunnels,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
