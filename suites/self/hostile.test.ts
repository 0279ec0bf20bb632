/** Servers that do what no server should: every run ends, with a verdict, and tells what it saw. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/report/schema.ts';
import type { Hostile } from './hostile/hostile.ts';
import { hostileServers } from './hostile/index.ts';
import { ipv6 } from './hostile/places.ts';
import { type Ended, runHostile } from './hostile/run.ts';
import { startHostile } from './hostile/start.ts';
import { PROFILE, trustMaterial } from './run-against.ts';
import { sample } from './sample.ts';

/** What a server that hangs is given; the others need time only where the machine is slow. */
const SHORT_PATIENCE = 700;
const PATIENCE = 20_000;

/** RFC 7592 3: a client is managed where the server says, with a token of its own. */
const MANAGED = {
  ...PROFILE,
  management: { ...PROFILE.management, credential: 'registration-access-token' },
} as const;

const trust = await trustMaterial();
const ca = await readFile(join(trust.dir, 'ca/root.pem'), 'utf8');
const ip6 = await ipv6();
const servers = [...hostileServers(trust), ...(ip6 ?? [])];
const before = process.resourceUsage().maxRSS;

async function run(hostile: Hostile, later: boolean): Promise<Ended> {
  const server = await startHostile(hostile, later);
  try {
    return await runHostile({
      trust,
      target: server.url,
      profile: hostile.clientUri === undefined ? PROFILE : MANAGED,
      options: { ca, timeoutMs: hostile.hangs === true ? SHORT_PATIENCE : PATIENCE },
    });
  } finally {
    await server.close();
  }
}

function exitCodes(exit: Hostile['fromStart']): readonly number[] {
  return exit === '1 or 3' ? [1, 3] : [exit];
}

/** Everything a run against a hostile server has to be, whatever the server did. */
function expectOrderly(
  { exitCode, error, report, lines }: Ended,
  exit: Hostile['fromStart'],
): void {
  const parsed = reportSchema.parse(JSON.parse(report));
  expect(exitCodes(exit)).toContain(exitCode);
  expect(parsed.exitCode).toBe(exitCode);
  // What could not begin is not complete; what was measured by then is there all the same.
  expect(parsed.complete).toBe(error === null);
  expect(parsed.totals.error, 'cases in which the harness failed').toBe(0);
  expect(error?.message ?? '').not.toMatch(/\n| {4}at /);
  for (const line of lines.trim().split('\n')) JSON.parse(line);
  expect(report.length).toBeLessThan(10_000_000);
}

const quick = servers.filter(({ hangs }) => hangs !== true);
const slow = servers.filter(({ hangs }) => hangs === true);
const late = (list: readonly Hostile[]) => list.filter(({ later }) => later !== undefined);
const sampled = sample(late(quick), 32);
const left = late(quick).filter((hostile) => !sampled.includes(hostile));

describe('a server that is hostile from the first request on', () => {
  it.each(quick)('ends the run in a verdict: $name', async (hostile) => {
    const ended = await run(hostile, false);
    expectOrderly(ended, hostile.fromStart);
    const said = `${ended.error?.message} ${ended.error?.hint} ${ended.report}`;
    expect(said).toMatch(hostile.says ?? /./);
  });

  it.concurrent.each(slow)('ends the run by a timeout: $name', async (hostile) => {
    expectOrderly(await run(hostile, false), hostile.fromStart);
  });

  if (ip6 === null) it.skip('is an IPv6 listener only: this machine has no IPv6', () => {});
});

describe('a server that becomes hostile after calibration', () => {
  it.each(sampled)('ends the run in a verdict: $name', async (hostile) => {
    expectOrderly(await run(hostile, true), hostile.later ?? 3);
  });

  it.concurrent.each(late(slow))('ends the run by timeouts: $name', async (hostile) => {
    // Where the machine is slow, an honest answer may come too late as well.
    expectOrderly(await run(hostile, true), '1 or 3');
  });
});

afterAll(() => {
  if (left.length > 0) {
    const names = left.map(({ name }) => name).join(', ');
    console.log(`left to --full, hostile after calibration only: ${names}`);
  }
  // A bomb alone would be 64 MB, and each of some ten answers at a time may take one megabyte.
  const more = (process.resourceUsage().maxRSS - before) / 1024;
  expect(more, 'megabytes that all runs together took').toBeLessThan(600);
});
