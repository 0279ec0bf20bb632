import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { VARIANTS } from '../../src/server/variants/index.ts';
import type { Variant } from '../../src/server/variants/variant.ts';
import type { Observation } from './in-process/observe.ts';
import { type Observers, startObservers } from './in-process/pool.ts';
import { observeOverTls } from './over-tls.ts';
import { FULL } from './sample.ts';
import { tally } from './tally.ts';

/** What only shows on a real connection. */
function needsConnection({ tls }: Variant): boolean {
  return tls !== undefined;
}

/** No verdict is no conformance either: exit code 3. */
const ALARMING: ReadonlySet<Verdict> = new Set(['fail', 'error', 'inconclusive']);

/** What the suites hold against a variant, in words. */
function alarms(id: string, { refused, changes }: Observation): string[] {
  return [
    ...(refused === null ? [] : [`${id}: no run: ${refused}`]),
    ...changes
      .filter(({ verdict }) => ALARMING.has(verdict))
      .map(({ caseId, verdict, reason }) => `${id}: ${caseId}: ${verdict}: ${reason}`),
  ];
}

let observers: Observers;
const seen = new Map<string, Observation>();

beforeAll(async () => {
  observers = await startObservers();
  const orders = VARIANTS.filter((variant) => !needsConnection(variant)).map(({ id }) => ({
    id,
    faults: [id],
    all: FULL,
  }));
  await observers.observe(orders, ({ id }, observation) => seen.set(id, observation));
  for (const { id } of VARIANTS.filter(needsConnection)) {
    seen.set(id, await observeOverTls(id, FULL));
  }
}, 3_600_000);

afterAll(() => observers.close());

it('holds nothing against a server that does what the specifications allow', () => {
  const raised = new Map([...seen].map(([id, observation]) => [id, alarms(id, observation)]));
  const loud = [...raised.values()].filter((list) => list.length > 0);
  tally('variants', `false alarms ${loud.length}/${VARIANTS.length}`, loud.flat().join('\n'));
  expect([seen.size, loud.flat()]).toEqual([VARIANTS.length, []]);
});
