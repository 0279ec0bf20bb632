/** What a dry run lists is what a run sends, request by request. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/cli.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import { openTrustMaterial } from '../../src/keys/store.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import { PROFILE } from './run-against.ts';
import { type RealDirectory, startRealDirectory } from './testing/real-directory.ts';

const SELECTION = '--only=discovery,registration,response-shape,management,client-use,algorithms';

let dir = '';
let server: RunningServer;
let real: RealDirectory;
const seen: string[] = [];

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/(?<=[?&](access_token|client_id|state|nonce|code_challenge|request)=)[^&]*/g, '{$1}'],
  [/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{client_id}'],
  [/^\/register(?=$|\/)/, '{registration_endpoint}'],
  [/^\/token$/, '{token_endpoint}'],
  [/^\/introspect$/, '{introspection_endpoint}'],
  [/^\/revoke$/, '{revocation_endpoint}'],
  [/^\/jwks$/, '{jwks_uri}'],
  [/^\/authorize(?=\?)/, '{authorization_endpoint}'],
];

const note = (message: unknown) => {
  const { request } = message as { request: IncomingMessage };
  const { host } = new URL(server.origin);
  // Key sets that the server fetches from the run pass this process too.
  if (request.headers.host !== host) return;
  const named = NAMES.reduce(
    (url, [pattern, name]) => url.replace(pattern, name),
    request.url ?? '',
  );
  const url = named.startsWith('{') ? named : `${server.origin}${named}`;
  seen.push(`${request.method} ${url}`);
};

function counted(requests: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const request of requests.toSorted()) counts[request] = (counts[request] ?? 0) + 1;
  return counts;
}

async function run(...args: readonly string[]): Promise<string> {
  const io = fakeIo(dir);
  const target = `--target=${server.discoveryUrl}`;
  const folders = [`--keys=${join(dir, 'keys')}`, `--out=${join(dir, 'out')}`];
  expect(await main(['run', target, ...folders, SELECTION, ...args], io)).toBe(0);
  return io.out();
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-dry-run-'));
  const trust = await openTrustMaterial(join(dir, 'keys'));
  const [issuer = ''] = PROFILE.ssa.issuers;
  real = await startRealDirectory();
  const directories = [{ issuer, jwks: trust.directoryJwks }, real.trusted];
  server = await startServer({ profile: PROFILE, directories });
  subscribe('http.server.request.start', note);
});

afterAll(async () => {
  unsubscribe('http.server.request.start', note);
  await server.close();
  await real.close();
  await rm(dir, { recursive: true });
});

/** The requests of a dry run, and those that arrive when the run is made. */
async function listedAndSent(...args: readonly string[]) {
  seen.length = 0;
  const { cases } = JSON.parse(await run('--dry-run', '--reporter=json', ...args)) as {
    cases: { requests: { method: string; url: string }[] }[];
  };
  expect(seen).toEqual([]);
  await run(...args);
  const listed = cases.flatMap(({ requests }) =>
    requests.map(({ method, url }) => `${method} ${url}`),
  );
  return { listed: counted(listed), sent: counted(seen), total: listed.length };
}

describe('a dry run', () => {
  it('lists every request that the run then sends, and no other', async () => {
    const { listed, sent, total } = await listedAndSent();
    expect(total).toBeGreaterThan(500);
    expect(listed).toEqual(sent);
  });

  it('does so for the SSA of a real directory, which it does not ask', async () => {
    const { private: key, kid } = real.keys.key('tpp-signing');
    await writeFile(join(dir, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(join(dir, 'ssa.jwt'), await real.issue('Software1'));
    const { listed, sent, total } = await listedAndSent(
      '--ssa=ssa.jwt',
      '--signing-key=key.pem',
      `--signing-kid=${kid}`,
      `--audience=${server.audience}`,
    );
    expect(total).toBeGreaterThan(400);
    expect(listed).toEqual(sent);
  });
});
