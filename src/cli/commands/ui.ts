import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { untilStopped } from '../run/until-stopped.ts';

const LOOPBACK = '127.0.0.1';

/** The built page; its place is the same seen from src/cli/commands and from dist/cli/commands. */
const PAGE = new URL('../../../dist/ui/index.html', import.meta.url);

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // What the policy in the page itself cannot say.
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

async function pageText(): Promise<string> {
  try {
    return await readFile(PAGE, 'utf8');
  } catch (error) {
    throw new UsageError('the page is not built', 'run npm run build in the repository', error);
  }
}

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

/** `ui`: the page with lint and generate on loopback, until SIGINT or SIGTERM. Throws a UsageError for a port that is taken. */
export async function ui({ flags }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('ui', flags, io);
  const server = createServer(answers(await pageText()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new UsageError(
          `port ${values.port} cannot be had: ${error.message}`,
          'give another --port',
          error,
        ),
      ),
    );
    server.listen(values.port, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const lines = [
    `Debug and generate registrations at http://${LOOPBACK}:${port}/`,
    `  the same as one file, to open or to send: ${fileURLToPath(PAGE)}`,
    '  nothing leaves the page',
    'Ctrl-C stops it.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  await untilStopped(io);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  return 0;
}
