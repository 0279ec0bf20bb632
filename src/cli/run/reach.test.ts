import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATION } from '../../keys/organisation.ts';
import { openTrustMaterial } from '../../keys/store.ts';
import { testCertificate } from '../../keys/testing/certificates.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunReport } from '../../model/report.ts';
import { startProxy } from '../../net/testing/connect-proxy.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import type { ServerOptions } from '../../server/options.ts';
import { AUDIENCE } from '../../server/own-address.ts';
import { startServer } from '../../server/start.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

const NAME = 'bank.example';
const authority = testCertificate({ name: 'Bank Root', authority: true });
const server = testCertificate({ name: NAME, names: [NAME], issuer: authority });
const client = testCertificate({ name: ORGANISATION.orgId, issuer: authority });

let dir = '';
let trust: TrustMaterial;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-reach-'));
  trust = await openTrustMaterial(join(dir, 'keys'));
  await writeFile(join(dir, 'bank.pem'), authority.cert);
  await writeFile(join(dir, 'client.pem'), client.key + client.cert);
}, 60_000);

afterAll(() => rm(dir, { recursive: true }));

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const { port } = taken.address() as AddressInfo;
  await new Promise((done) => taken.close(done));
  return port;
}

async function bank(options: Partial<ServerOptions> = {}): Promise<URL> {
  const directories = [{ issuer: 'OpenBanking Ltd', jwks: trust.directoryJwks }];
  const started = await startServer({ profile: obUk33, directories, ...options });
  cleanUp.push(() => started.close());
  return new URL(started.origin);
}

interface Ran {
  readonly code: number;
  /** Status of the registration that is the case. */
  readonly status: number | undefined;
  readonly text: string;
  readonly report: RunReport;
}

/** A run of one case; key sets are served on a port that was free a moment ago. */
async function run(
  target: string,
  flags: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const keySets = `127.0.0.1:${await freePort()}`;
  const io = fakeIo(dir, env);
  const code = await main(
    [
      'run',
      `--target=${target}`,
      // The reference server speaks of itself as 127.0.0.1 where it does not know the name it was called by.
      `--registration-endpoint=${new URL('/register', target)}`,
      `--token-endpoint=${new URL('/token', target)}`,
      `--audience=${AUDIENCE}`,
      '--only=registration/minimal,transport/register-over-mtls',
      '--rate=1000',
      `--out=${join(dir, 'reports')}`,
      `--keys=${join(dir, 'keys')}`,
      `--jwks-listen=${keySets}`,
      `--jwks-base-url=http://${keySets}`,
      ...flags,
    ],
    io,
  );
  const saved = await readFile(join(dir, 'reports/report.json'), 'utf8');
  const report = JSON.parse(saved) as RunReport;
  const status = report.results[0]?.exchanges[0]?.response?.status;
  return { code, status, text: `${io.out()}${io.err()}${saved}`, report };
}

const TLS = { tls: { key: server.key, cert: server.cert } };

describe.each([
  ['http', {}],
  ['https', TLS],
] as const)('run against an %s target', { timeout: 30_000 }, (scheme, options) => {
  it('finds it with --resolve', async () => {
    const { port } = await bank(options);
    const flags = [`--resolve=${NAME}:${port}:127.0.0.1`, '--ca=bank.pem'];
    const { status, report } = await run(`${scheme}://${NAME}:${port}`, flags);
    expect([status, report.hosts]).toEqual([201, [`${NAME}:${port}`]]);
  });

  it('reaches it through --proxy, which alone knows its name', async () => {
    const [{ port }, proxy] = await Promise.all([bank(options), startProxy()]);
    cleanUp.push(() => proxy.close());
    const flags = [`--proxy=${proxy.url}`, '--ca=bank.pem'];
    const { status } = await run(`${scheme}://${NAME}:${port}`, flags);
    expect([status, [...new Set(proxy.log)]]).toEqual([201, [`${NAME}:${port}`]]);
  });

  it('reaches it through the proxy of the environment', async () => {
    const [{ port }, proxy] = await Promise.all([bank(options), startProxy()]);
    cleanUp.push(() => proxy.close());
    const env = { [`${scheme.toUpperCase()}_PROXY`]: proxy.url };
    const { status } = await run(`${scheme}://${NAME}:${port}`, ['--ca=bank.pem'], env);
    expect([status, proxy.log.length > 0]).toEqual([201, true]);
  });

  it('goes round the proxy where NO_PROXY says so', async () => {
    const [{ port }, proxy] = await Promise.all([bank(options), startProxy()]);
    cleanUp.push(() => proxy.close());
    const flags = [`--proxy=${proxy.url}`, `--resolve=${NAME}:${port}:127.0.0.1`, '--ca=bank.pem'];
    const { status } = await run(`${scheme}://${NAME}:${port}`, flags, { NO_PROXY: NAME });
    expect([status, proxy.log]).toEqual([201, []]);
  });
});

describe('run', { timeout: 30_000 }, () => {
  it('says in its report how it got to the target', async () => {
    const [{ port }, proxy] = await Promise.all([bank(), startProxy()]);
    cleanUp.push(() => proxy.close());
    const { report } = await run(`http://${NAME}:${port}`, [`--proxy=${proxy.url}`]);
    expect(report.notes.join('\n')).toContain(`through the proxy 127.0.0.1:${proxy.port}`);
  });

  it('has no verdict, exit code 3, where the proxy refuses', async () => {
    const proxy = await startProxy({ credentials: 'me:right-right' });
    cleanUp.push(() => proxy.close());
    const flags = [`--proxy=http://me:hunter2-hunter2@127.0.0.1:${proxy.port}`];
    const { code, text } = await run(`http://${NAME}:8080`, flags);
    expect([code, text.includes('answered CONNECT bank.example:8080 with 407')]).toEqual([3, true]);
    expect(text).not.toContain('hunter2');
  });

  it('shows the certificate of --transport-cert', async () => {
    const { port } = await bank({ ...TLS, mtls: { ca: authority.cert } });
    const { code } = await run(`https://${NAME}:${port}`, [
      `--resolve=${NAME}:${port}:127.0.0.1`,
      '--ca=bank.pem',
      '--transport-cert=client.pem',
    ]);
    expect(code).toBe(0);
  });

  it.each([
    ['--basic=me:hunter2-hunter2', 'Basic bWU6aHVudGVyMi1odW50ZXIy'],
    ['--initial-access-token=hunter2-hunter2', 'Bearer hunter2-hunter2'],
  ])('sends %s with registrations alone, and never shows it', async (flag, header) => {
    const seen: (readonly [string, IncomingHttpHeaders['authorization']])[] = [];
    const upstream = createHttp((request, response) => {
      seen.push([request.method ?? '', request.headers.authorization]);
      const body = request.method === 'GET' ? 'none' : 'I know hunter2-hunter2';
      response.writeHead(request.method === 'GET' ? 404 : 401).end(body);
    });
    await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
    cleanUp.push(() => upstream.close());
    const { port } = upstream.address() as AddressInfo;
    const { code, text } = await run(`http://127.0.0.1:${port}/register`, [flag]);
    expect(code).toBe(3);
    expect(new Map(seen)).toEqual(
      new Map([
        ['GET', undefined],
        ['POST', header],
      ]),
    );
    expect(text).not.toContain('hunter2');
  });
});
