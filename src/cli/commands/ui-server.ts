import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../../model/errors.ts';

const LOOPBACK = '127.0.0.1';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // What the policy in the page itself cannot say.
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

function answers(text: string): RequestListener {
  return ({ method = '', url = '' }, response) => {
    const isRead = method === 'GET' || method === 'HEAD';
    if (url.split('?')[0] === '/' && isRead) {
      response.writeHead(200, HEADERS).end(method === 'HEAD' ? undefined : text);
    } else {
      response.writeHead(isRead ? 404 : 405, { 'content-type': 'text/plain' }).end();
    }
  };
}

export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one page on loopback; port 0 is a free one. Throws a UsageError for a port that cannot be had. */
export async function servePage(text: string, wanted: number): Promise<ServedPage> {
  const server = createServer(answers(text));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new UsageError(
          `port ${wanted} cannot be had: ${error.message}`,
          'give another --port',
          error,
        ),
      ),
    );
    server.listen(wanted, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
