import { describe, expect, it } from 'vitest';
import { CASES } from '../../src/cases/index.ts';
import type { CaseResult } from '../../src/model/report.ts';
import { createNet, type Net, type NetResult } from '../../src/net/net.ts';
import { createApp } from '../../src/server/app.ts';
import { createContext } from '../../src/server/create-context.ts';
import { createInProcessNet } from '../../src/server/in-process-net.ts';
import { createOrigins } from '../../src/server/origin.ts';
import { createShared } from './in-process/remember.ts';
import { openWorld } from './in-process/world.ts';
import { PROFILE, runAgainst, serve, trustMaterial } from './run-against.ts';

const trust = await trustMaterial();
const shared = createShared(trust);

/** What results say, without identifiers, times and ports. */
function gists(results: readonly CaseResult[]): Readonly<Record<string, unknown>> {
  const gist = ({ verdict, findings }: CaseResult) => [
    verdict,
    findings.map(({ check, requirement, verdict: weight, message }) => [
      check,
      requirement,
      weight,
      message.replace(/127\.0\.0\.1:\d+/, '<host>'),
    ]),
  ];
  return Object.fromEntries(results.map((result) => [result.caseId, gist(result)]));
}

async function inProcess(): Promise<readonly CaseResult[]> {
  const world = await openWorld({ profile: PROFILE, cases: CASES, shared });
  return world.run(world.plan);
}

describe('a run without sockets', () => {
  it('finds what a run over HTTPS with client certificates finds', async () => {
    const { report } = await runAgainst({ trust, options: { timeoutMs: 30_000 } });
    expect(gists(await inProcess())).toEqual(gists(report?.results ?? []));
  });

  it('is the same to the byte when it is repeated', async () => {
    const bytes = async () =>
      Object.fromEntries(
        (await inProcess()).map(({ caseId, exchanges }) => [
          caseId,
          exchanges.map(({ request, response }) => [
            request.body,
            response?.status,
            response?.body,
          ]),
        ]),
      );
    const first = await bytes();
    expect(await bytes()).toEqual(first);
  });
});

const TIMEOUT_MS = 400;

/** A registration that is refused, with the answer on its way as a fault or variant has it. */
async function refusedOver(net: Net, origin: string): Promise<NetResult> {
  try {
    return await net.request({
      identity: 'tpp',
      method: 'POST',
      url: `${origin}/register`,
      headers: [['content-type', 'application/jwt']],
      body: 'x',
    });
  } finally {
    await net.close();
  }
}

async function overTls(id: string): Promise<NetResult> {
  const server = await serve({ trust, faults: [id] });
  const tpp = { ...trust.client, ca: [trust.ca], rejectUnauthorized: true };
  const net = createNet({ identities: { tpp }, timeoutMs: TIMEOUT_MS });
  try {
    return await refusedOver(net, server.origin);
  } finally {
    await server.close();
  }
}

function withoutSockets(id: string): Promise<NetResult> {
  const origins = createOrigins('https', '127.0.0.1', 9443);
  const origin = origins.of(undefined);
  const context = createContext(
    { profile: PROFILE, mtls: { ca: trust.ca }, directories: [], faults: [id] },
    { fetch: () => Promise.reject(new Error('nobody is there')), origins: () => origins },
  );
  const app = createApp(context);
  return refusedOver(createInProcessNet({ app, origin, trust, timeoutMs: TIMEOUT_MS }), origin);
}

const HEADER = /^(content-type|cache-control|pragma)$/i;

/** What a check can see of an answer, or of its absence. */
function seen({ response, failure }: NetResult): unknown {
  return {
    failure: failure?.kind ?? null,
    status: response?.status ?? null,
    headers: response?.headers.filter(([name]) => HEADER.test(name)).toSorted() ?? null,
    body: response?.body.toString() ?? null,
  };
}

describe('an answer without sockets', () => {
  it.each([
    'timing/hang-on-refusal',
    'timing/reset-on-refusal',
    'timing/cut-on-refusal',
    'timing/trickle-on-refusal',
    'harmless/chunked',
    'harmless/headers-in-capitals',
    'harmless/no-keep-alive',
    'harmless/slow-registration',
  ])('looks as it does over a real connection: %s', async (id) => {
    expect(seen(await withoutSockets(id))).toEqual(seen(await overTls(id)));
  });
});
