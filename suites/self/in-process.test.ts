import { describe, expect, it } from 'vitest';
import { CASES } from '../../src/cases/index.ts';
import type { CaseResult } from '../../src/model/report.ts';
import { createShared } from './in-process/remember.ts';
import { openWorld } from './in-process/world.ts';
import { runAgainst, trustMaterial } from './run-against.ts';

const trust = await trustMaterial();

/** What a result says, without identifiers and times. */
function gist({ verdict, findings }: CaseResult): unknown {
  return [
    verdict,
    findings.map((found) => [found.check, found.requirement, found.verdict, found.message]),
  ];
}

function gists(results: readonly CaseResult[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(results.map((result) => [result.caseId, gist(result)]));
}

async function inProcess(faults: readonly string[]): Promise<readonly CaseResult[]> {
  const world = await openWorld({ cases: CASES, shared: createShared(trust), faults });
  return world.run(world.plan);
}

/** The ways in which answers come late, broken, in pieces or not at all, each where a run can go on without it. */
const DELIVERIES = [
  'timing/hang-on-deletion',
  'timing/reset-on-deletion',
  'timing/cut-on-bad-token',
  'timing/trickle-on-bad-token',
  'harmless/chunked',
  'harmless/headers-in-capitals',
  'harmless/stranger-reset',
];

describe('a run without sockets', () => {
  it.each(['nothing', ...DELIVERIES])(
    'finds what a run over HTTPS with client certificates finds: %s',
    async (id) => {
      const faults = id === 'nothing' ? [] : [id];
      const over = await runAgainst({ trust, faults, options: { timeoutMs: 2_000 } });
      expect(gists(await inProcess(faults))).toEqual(gists(over.report?.results ?? []));
    },
  );

  it('is the same to the byte when it is repeated', async () => {
    const bodies = async () =>
      (await inProcess([])).map(({ caseId, exchanges }) => [
        caseId,
        exchanges.map(({ request, response }) => [request, response]),
      ]);
    expect(new Map((await bodies()) as never)).toEqual(new Map((await bodies()) as never));
  });
});
