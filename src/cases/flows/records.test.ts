import { describe, expect, it } from 'vitest';
import type { Finding } from '../../model/finding.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import { expectUnchanged } from './records.ts';

const BEFORE = { client_id: 'c', scope: 'openid', last_seen: 1 };

/** Whether the client counts as unchanged when it is read like this after the attack. */
async function verdictAfter(...reads: readonly JsonObject[]): Promise<Finding['verdict'][]> {
  const verdicts: Finding['verdict'][] = [];
  const bodies = [...reads];
  const flow = {
    weigh: () => 'fail',
    read: async () => ({ response: { status: 200, body: JSON.stringify(bodies.shift()) } }),
    add: (...findings: Finding[]) => verdicts.push(...findings.map(({ verdict }) => verdict)),
  } as unknown as Flow;
  await expectUnchanged(flow, {} as RegisteredClient, BEFORE, 'RFC7592-2.2-10');
  return verdicts;
}

describe('a client after a refused request', () => {
  it.each<[string, string, readonly JsonObject[]]>([
    ['is as it was', 'pass', [BEFORE]],
    [
      'has a member that differs at each read',
      'pass',
      [2, 3].map((n) => ({ ...BEFORE, last_seen: n })),
    ],
    ['has another scope', 'fail', [2, 3].map((n) => ({ ...BEFORE, scope: 'x', last_seen: n }))],
    ['lost its scope', 'fail', [{ client_id: 'c' }, { client_id: 'c' }]],
  ])('that %s is a %s', async (_what, verdict, reads) => {
    expect(await verdictAfter(...reads)).toEqual([verdict]);
  });
});
