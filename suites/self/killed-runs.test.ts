/** Nothing left behind: runs are killed at random points, and `cleanup` accounts for every client on the server. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/cli.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import { openTrustMaterial } from '../../src/keys/store.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import { PROFILE } from './run-against.ts';
import { FULL } from './sample.ts';
import { type Started, startProcess } from './testing/start-process.ts';

const KILLS = FULL ? 50 : 5;
/** Small enough to be killed often, with every way in which clients are made and deleted. */
const SELECTION = '--only=registration,response-shape,client-use';

const CA = '--ca=keys/ca/root.pem';

let dir = '';
let server: RunningServer;
/** Requests that the server has seen. */
let seen = 0;

const count = () => {
  seen += 1;
};

/** Park and Miller's generator: the same points in every run, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function run(runId: string): Started {
  const target = `--target=${server.discoveryUrl.replace('127.0.0.1', 'localhost')}`;
  const args = ['run', target, CA, `--run-id=${runId}`, SELECTION, '--quiet'];
  return startProcess('cli', args, dir);
}

/** Waits until the server has seen `requests` more; false when `started` ends before. */
async function reached(started: Started, requests: number): Promise<boolean> {
  const from = seen;
  let ended = false;
  void started.finished.then(() => {
    ended = true;
  });
  while (!ended && seen - from < requests) await sleep(1);
  return !ended;
}

interface Cleaned {
  readonly code: number;
  readonly left: number;
  readonly deleted: number;
  readonly ledgers: readonly {
    readonly runId: string;
    readonly busy: { readonly what: string } | null;
    readonly possible: readonly JsonObject[];
    readonly removals: readonly JsonObject[];
  }[];
}

async function cleanup(): Promise<Cleaned> {
  const io = fakeIo(dir);
  const code = await main(['cleanup', CA, '--json'], io);
  return { code, ...(JSON.parse(io.out()) as Omit<Cleaned, 'code'>) };
}

/** Claims of the statement with which a client was registered. */
function statementClaims(statement: string | null): JsonObject {
  const [, payload = ''] = statement?.split('.') ?? [];
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return isJsonObject(claims) ? claims : {};
}

/** What each client in the server's store would be found by. */
function stored(): readonly JsonObject[] {
  return server.inspector.clients().map(({ softwareId, softwareStatement }) => ({
    softwareId,
    clientName: statementClaims(softwareStatement).software_client_name ?? null,
  }));
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-killed-'));
  const trust = await openTrustMaterial(join(dir, 'keys'));
  const [issuer = ''] = PROFILE.ssa.issuers;
  const directories = [{ issuer, jwks: trust.directoryJwks }];
  server = await startServer({
    profile: PROFILE,
    tls: trust.server,
    mtls: { ca: trust.ca },
    directories,
  });
  subscribe('http.server.request.start', count);
});

afterAll(async () => {
  unsubscribe('http.server.request.start', count);
  await server.close();
  await rm(dir, { recursive: true });
});

describe('a run', () => {
  let requests = 0;

  it('that ends by itself leaves nothing, while a cleanup beside it leaves it alone', async () => {
    const from = seen;
    const started = run('whole');
    let beside: Cleaned;
    // A ledger is not listed in a moment in which every client of the run is deleted.
    do {
      const goesOn = await reached(started, 10);
      beside = await cleanup();
      expect([goesOn, beside]).toMatchObject([true, { code: 0, deleted: 0 }]);
    } while (beside.ledgers.length === 0);
    expect(beside.ledgers.map(({ runId, busy }) => [runId, busy?.what])).toEqual([
      ['whole', 'run'],
    ]);
    expect((await started.finished).code).toBe(0);
    requests = seen - from;
    expect(stored()).toEqual([]);
    expect(await cleanup()).toMatchObject({ code: 0, deleted: 0, ledgers: [] });
  });

  it(
    `that is killed (${KILLS} times) leaves no client that cleanup does not delete or list`,
    async () => {
      const random = numbers(20_261_125);
      let killed = 0;
      let deleted = 0;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const started = run(`killed-${kill}`);
        if (await reached(started, 1 + Math.floor(random() * 0.95 * requests))) killed += 1;
        await sleep(random() * 5);
        started.child.kill('SIGKILL');
        await started.finished;

        const done = await cleanup();
        const possible = done.ledgers.flatMap((ledger) => ledger.possible);
        for (const client of stored()) {
          const tried = done.ledgers.flatMap((ledger) => ledger.removals);
          expect(possible, `kill ${kill}, removals ${JSON.stringify(tried)}`).toContainEqual({
            ...client,
            runId: expect.stringMatching(/^killed-\d+$/),
            jti: expect.stringMatching(/^[0-9A-F-]{36}$/),
            at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
            why: expect.any(String),
          });
        }
        expect(done.code).toBe(done.left + possible.length > 0 ? 1 : 0);
        deleted += done.deleted;
      }
      expect(killed).toBeGreaterThan(KILLS / 2);
      expect(deleted).toBeGreaterThan(0);
      expect(await cleanup()).toMatchObject({ deleted: 0 });
    },
    FULL ? 1_200_000 : 300_000,
  );
});
