import { createHash } from 'node:crypto';
import { createStop } from '../../../src/engine/case-end.ts';
import type { Ground, RunContext } from '../../../src/engine/context.ts';
import { createKeySets, type KeySets } from '../../../src/engine/hosting.ts';
import { NO_LEDGER } from '../../../src/engine/ledger/ledger.ts';
import { openTarget } from '../../../src/engine/open-target.ts';
import { prepareRun } from '../../../src/engine/prepare-run.ts';
import { runCases } from '../../../src/engine/run-cases.ts';
import { runOptions } from '../../../src/engine/testing/run-options.ts';
import { unitsOf } from '../../../src/engine/units.ts';
import type { Case } from '../../../src/model/case.ts';
import type { Profile } from '../../../src/model/profile.ts';
import type { CaseResult } from '../../../src/model/report.ts';
import type { PlannedCase } from '../../../src/model/session.ts';
import type { Net } from '../../../src/net/net.ts';
import { REQUIREMENTS } from '../../../src/requirements/index.ts';
import { createWeigh } from '../../../src/requirements/weigh.ts';
import { createApp } from '../../../src/server/app.ts';
import { createContext, type Surroundings } from '../../../src/server/create-context.ts';
import { activate } from '../../../src/server/faults/compile.ts';
import type { Hooks } from '../../../src/server/faults/fault.ts';
import { allFaults, findFaults } from '../../../src/server/faults/index.ts';
import { createInProcessNet } from '../../../src/server/in-process-net.ts';
import type { JwksFetch } from '../../../src/server/jwks-source.ts';
import { createOrigins } from '../../../src/server/origin.ts';
import { addressOf } from '../../../src/server/own-address.ts';
import { discoveryPaths } from '../../../src/server/paths.ts';
import { ruleIds } from '../../../src/server/server-rules.ts';
import type { Recorder } from '../../../src/wire/recorder.ts';
import type { SecretBook } from '../../../src/wire/secret-book.ts';
import type { Shared } from './remember.ts';
import type { Watch } from './watch.ts';

/** Nobody listens on either of them. */
const PORT = 9443;
const KEYS = 'http://127.0.0.1:9080';

/** Every world begins at the same moment. Milliseconds since the epoch. */
const START = 1_750_000_000_000;

/** Faults with which cases must not run beside each other. */
function isCrossing(profile: Profile, faults: readonly string[]): boolean {
  return allFaults(profile).some(({ id, crossing }) => crossing === true && faults.includes(id));
}

const TIMEOUT_MS = 2_000;

/** Most bytes of a key set that the server reads. */
const MOST_BYTES = 256 * 1024;

/** No report is written of what happens here, and nothing of it is secret. */
const UNRECORDED: Recorder = {
  exchange: (live) => live,
  mutation: (record) => record,
  about: () => (text) => text,
  text: (text) => text,
};
const NO_SECRETS: SecretBook = { learn: () => {}, remember: () => {}, places: () => [] };

/** A reference server and an engine beside it, calibrated, in one process and without a socket. */
export interface World {
  readonly plan: readonly PlannedCase[];
  /** What the run is built on, in one word that two alike worlds share. */
  readonly footing: string;
  run(plan: readonly PlannedCase[]): Promise<readonly CaseResult[]>;
}

export interface WorldOptions {
  readonly profile: Profile;
  readonly cases: readonly Case[];
  readonly shared: Shared;
  /** Fault or variant ids of the server. */
  readonly faults?: readonly string[];
  /** Names the endpoints, as a user does whose target does not publish them. */
  readonly named?: boolean;
  /** Looks on while requests are handled. */
  readonly watch?: Watch;
}

function uuidOf(...parts: readonly unknown[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Identifiers that follow from what was asked, so that equal runs are equal to the byte. */
function repeatable(): Hooks {
  const issued = new Map<string, number>();
  const registered = new Map<string, number>();
  return {
    clientId: (_made, claims) => {
      const { iss, jti } = claims;
      if (jti !== undefined) return uuidOf('client', iss, jti);
      // Plain JSON has nothing that makes a request the only one of its kind.
      const text = JSON.stringify(claims);
      const count = (registered.get(text) ?? 0) + 1;
      registered.set(text, count);
      return uuidOf('client', text, count);
    },
    accessToken: (_made, clientId) => {
      const count = (issued.get(clientId) ?? 0) + 1;
      issued.set(clientId, count);
      return createHash('sha256').update(`token ${count} of ${clientId}`).digest('base64url');
    },
  };
}

/** Stands still, but for those who sleep. */
function createClock() {
  let now = START;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

/** The key sets of the run, as the server would fetch them. */
function fetchFrom(keySets: KeySets): JwksFetch {
  return async (url) => {
    if (!url.startsWith(KEYS)) throw new Error('nobody is there');
    const found = keySets.find(new URL(url).pathname);
    if (Buffer.byteLength(found.body) > MOST_BYTES) throw new Error('too much');
    return found;
  };
}

function serverOf(
  { shared, profile, faults = [], watch }: WorldOptions,
  around: Surroundings,
  now: () => number,
) {
  const { trust } = shared;
  const [issuer = ''] = profile.ssa.issuers;
  const active = activate([repeatable(), ...findFaults(profile, faults)], ruleIds(profile));
  const server = createContext(
    {
      profile,
      mtls: { ca: trust.ca },
      directories: [{ issuer, jwks: trust.directoryJwks }],
      now,
    },
    {
      ...around,
      prove: shared.prove,
      ownJwks: shared.ownJwks,
      faults: watch === undefined ? active : watch.faults(active),
    },
  );
  return watch === undefined ? server : { ...server, rules: watch.rules(server.rules) };
}

/** Opens a world with these faults. Throws a TargetError where the server with them cannot be tested. */
export async function openWorld(how: WorldOptions): Promise<World> {
  const { cases, profile, shared, watch, faults = [], named = false } = how;
  const { trust } = shared;
  const clock = createClock();
  const keySets = createKeySets(trust);
  const origins = createOrigins('https', '127.0.0.1', PORT);
  const origin = origins.of(undefined);
  const server = serverOf(how, { fetch: fetchFrom(keySets), origins: () => origins }, clock.now);
  const direct: Net = createInProcessNet({
    app: createApp(server),
    origin,
    trust,
    timeoutMs: TIMEOUT_MS,
  });
  const net = watch === undefined ? direct : watch.net(direct);
  const options = runOptions({
    target: null,
    seed: 'self',
    runId: 'in-process',
    timeoutMs: TIMEOUT_MS,
    concurrency: isCrossing(profile, faults) ? 1 : null,
    ...(named
      ? { registrationEndpoint: `${origin}/register`, tokenEndpoint: `${origin}/token` }
      : {}),
  });
  const inspector = { registeredBy: (id: string) => server.clients.registeredBy(id) };
  const url = `${origin}${discoveryPaths(profile)[0]}`;
  const bundled = { url, ca: trust.ca, audience: addressOf(profile) ?? origin, inspector };
  const tool = { name: 'dcr-conformance', version: 'self' };
  const opened = openTarget({ options, bundled, trust, tool, clock, net, book: NO_SECRETS });
  const resolved = await opened.resolve();
  const stop = createStop();
  const hosting = {
    baseUrl: KEYS,
    address: { host: '127.0.0.1', port: 0 },
    serve: keySets.serve,
    // Faults that look on go where they would go if they were there.
    lured: watch === undefined ? keySets.lured : () => false,
    close: async () => {},
  };
  const ground: Ground = {
    options,
    profile,
    trust,
    target: resolved.facts,
    wire: opened.wire,
    hosting,
    ledger: NO_LEDGER,
    supply: null,
    clock,
  };
  const recorder = UNRECORDED;
  const prepared = await prepareRun({ ground, recorder, resolved, bundled, cases, stop });
  const { target, base, recipe, clients, noClient, plan } = prepared;
  const weigh = createWeigh(profile, REQUIREMENTS);
  const context: RunContext = {
    ...ground,
    recorder,
    target,
    base,
    recipe,
    weigh,
    once: null,
    inspector,
    clients,
    stop,
    noClient,
  };
  return {
    plan,
    footing: JSON.stringify([base, recipe, noClient, target.endpoints]),
    async run(chosen) {
      const results: CaseResult[] = [];
      const width = opened.pace.concurrency;
      const units = unitsOf(chosen, target);
      await runCases(context, { units, width, onResult: (result) => results.push(result) });
      return results;
    },
  };
}
