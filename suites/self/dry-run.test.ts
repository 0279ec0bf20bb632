/** What a dry run lists is what a run sends, request by request. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
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

const SELECTION = '--only=discovery,registration,response-shape,management,client-use,algorithms';

let dir = '';
let server: RunningServer;
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
  const directories = [{ issuer, jwks: trust.directoryJwks }];
  server = await startServer({ profile: PROFILE, directories });
  subscribe('http.server.request.start', note);
});

afterAll(async () => {
  unsubscribe('http.server.request.start', note);
  await server.close();
  await rm(dir, { recursive: true });
});

describe('a dry run', () => {
  it('lists every request that the run then sends, and no other', async () => {
    const { cases } = JSON.parse(await run('--dry-run', '--reporter=json')) as {
      cases: { requests: { method: string; url: string }[] }[];
    };
    expect(seen).toEqual([]);
    await run();
    const listed = cases.flatMap(({ requests }) =>
      requests.map(({ method, url }) => `${method} ${url}`),
    );
    expect(listed.length).toBeGreaterThan(500);
    expect(counted(listed)).toEqual(counted(seen));
  });
});
