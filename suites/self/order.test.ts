/** A verdict belongs to the target: not to the order of the cases, their number at a time, the seed, or what ran before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASES } from '../../src/cases/index.ts';
import type { Case } from '../../src/model/case.ts';
import type { RunOptions } from '../../src/model/options.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { runSession, serve, trustMaterial } from './run-against.ts';
import { FULL, sample } from './sample.ts';

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
const CORE = CASES.filter(({ depth }) => depth !== 'full');
const CONCURRENCIES = [1, 4, 16] as const;
/** A part of the cases of one class each will do daily; each run is a whole one, with calibration and clean-up. */
const CHOSEN = FULL ? CASES : sample(CORE, 150);
const LONG = { timeout: FULL ? 1_200_000 : 120_000 };

/** Each shuffle with a seed and a concurrency of its own; the first ones have every concurrency. */
const SHUFFLES = SEEDS.map(
  (seed, index) => [seed, CONCURRENCIES[index % CONCURRENCIES.length] ?? 1] as const,
).slice(0, FULL ? SEEDS.length : CONCURRENCIES.length);

/** Wrong in what it accepts, answers, keeps and should do, so that its verdicts are of every kind. */
const FAULTS = [
  'accepts:request.claims.aud.present',
  'accepts:request.jti.fresh',
  'state/update-ignored',
  'response/lacks-scope',
  'error/status-422',
];

interface Subject {
  readonly what: string;
  readonly faults: readonly string[];
}

const INTACT: Subject = { what: 'an intact server', faults: [] };
const FAULTY: Subject = { what: 'a faulty server', faults: FAULTS };

const trust = await trustMaterial();

if (!FULL) {
  process.stdout.write(
    `\nOrder and repetition: ${CHOSEN.length} of ${CASES.length} cases, ${SHUFFLES.length} of ${SEEDS.length} seeds on ${FAULTY.what}, three runs in a row on ${INTACT.what}; all of both with npm run test:self -- --full\n`,
  );
}

function shuffled(seed: number): readonly Case[] {
  const order = fc.shuffledSubarray([...CHOSEN], { minLength: CHOSEN.length });
  return fc.sample(order, { seed, numRuns: 1 })[0] ?? [];
}

async function withServer(
  faults: readonly string[],
  use: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await serve({ trust, faults });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

/** A remote run, which deletes its clients itself. */
async function runOn(
  server: RunningServer,
  options: Partial<RunOptions> = {},
  cases: readonly Case[] = CHOSEN,
): Promise<RunReport> {
  const remote = {
    target: server.discoveryUrl,
    ca: trust.ca,
    audience: server.audience,
    timeoutMs: 10_000,
    depth: 'full',
  } as const;
  const { report, error } = await runSession(trust, { ...remote, ...options }, null, { cases });
  if (report === null) throw error ?? new Error('no report');
  return report;
}

/** What has to be the same in every run. A client that may have come of a request without an answer is nobody's to delete. */
function gist({ results, exitCode, leftovers }: RunReport) {
  const verdicts = results.map(({ caseId, verdict }) => `${caseId}: ${verdict}`);
  const kept = leftovers.filter(({ clientId }) => clientId !== null);
  return { verdicts: verdicts.toSorted(), exitCode, kept };
}

describe.each(FULL ? [INTACT, FAULTY] : [INTACT])('$what', ({ faults }) => {
  it('gets the same verdicts in three runs in a row', LONG, async () => {
    await withServer(faults, async (server) => {
      const first = gist(await runOn(server));
      expect(gist(await runOn(server))).toEqual(first);
      expect(gist(await runOn(server))).toEqual(first);
    });
  });
});

describe.each(FULL ? [INTACT, FAULTY] : [FAULTY])('$what', ({ faults }) => {
  it('gets the same verdicts in any order', LONG, async () => {
    await withServer(faults, async (server) => {
      const first = gist(await runOn(server));
      for (const [seed, concurrency] of SHUFFLES) {
        const options = { seed: `seed-${seed}`, concurrency };
        const again = gist(await runOn(server, options, shuffled(seed)));
        expect(again, `seed ${seed}, ${concurrency} at a time`).toEqual(first);
      }
    });
  });
});

it('tells a verdict that changes from one that stays', () => {
  const report = { results: [{ caseId: 'a/b', verdict: 'pass' }], exitCode: 0, leftovers: [] };
  const other = { ...report, results: [{ caseId: 'a/b', verdict: 'warn' }] };
  expect(gist(report as never)).not.toEqual(gist(other as never));
});
