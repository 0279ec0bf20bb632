import { describe, expect, it } from 'vitest';
import { CASES } from '../cases/index.ts';
import type { Case } from '../model/case.ts';
import { UsageError } from '../model/errors.ts';
import type { PlannedCase } from '../model/session.ts';
import { mergeShards } from './merge/index.ts';
import { requireWork, unitsOfShard, workIn } from './shard.ts';
import { flowCase, GOOD, stimulus, valid, withNote } from './testing/cases.ts';
import { fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';
import { casesOf, type Unit, unitsOf } from './units.ts';

const https = { loopback: true, capabilities: new Set(['https']) } as unknown as Parameters<
  typeof unitsOf
>[1];

function plan(cases: readonly Case[], left: ReadonlySet<string> = new Set()): PlannedCase[] {
  return cases.map((entry) => ({
    case: entry,
    notApplicable: left.has(entry.id) ? 'not here' : null,
  }));
}

function shards(units: readonly Unit[], count: number): readonly (readonly Unit[])[] {
  return Array.from({ length: count }, (_, at) => unitsOfShard(units, { index: at + 1, count }));
}

const ids = (units: readonly Unit[]) => units.flatMap(casesOf).map(({ id }) => id);
const ALL = unitsOf(plan(CASES), https);

describe('the shards of all cases', () => {
  it.each([1, 2, 3, 7, 20])('of %i have each case once', (count) => {
    const dealt = shards(ALL, count).flatMap(ids);
    expect(dealt.toSorted()).toEqual(CASES.map(({ id }) => id).toSorted());
  });

  it('keep batches as they are in the whole run', () => {
    const labels = (units: readonly Unit[]) =>
      units.flatMap((unit) =>
        unit.kind === 'batch' ? [`${unit.batch.label}: ${ids([unit]).join()}`] : [],
      );
    expect(shards(ALL, 5).flatMap(labels).toSorted()).toEqual(labels(ALL).toSorted());
  });

  it.each([2, 3, 5, 10])('of %i differ in work by one unit at most', (count) => {
    const sum = (units: readonly Unit[]) => units.reduce((all, unit) => all + workIn(unit), 0);
    const loads = shards(ALL, count).map(sum);
    const largest = Math.max(...ALL.map(workIn));
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(largest);
  });

  it('are the same everywhere', () => {
    expect(shards(unitsOf(plan(CASES), https), 4).map(ids)).toEqual(shards(ALL, 4).map(ids));
  });
});

describe('a shard', () => {
  const cases = [
    valid('registration/full'),
    ...Array.from({ length: 25 }, (_, i) =>
      stimulus(`claims/${i}`, { mutation: withNote(String(i)) }),
    ),
    flowCase('management/a', async () => {}),
  ];
  /** One valid request, two batches, one flow. */
  const most = 4;

  it('may be one of as many as there is work for', () => {
    expect(() => requireWork(cases, { index: 1, count: most })).not.toThrow();
    const sizes = shards(unitsOf(plan(cases), https), most).map((units) => units.length);
    expect(sizes).toEqual([1, 1, 1, 1]);
  });

  it('is wrong usage where there would be nothing for it to do', () => {
    expect(() => requireWork(cases, { index: 1, count: most + 1 })).toThrow(UsageError);
  });

  it('never stays empty, however many cases turn out not to apply', () => {
    const left = new Set(cases.slice(1, 24).map(({ id }) => id));
    const sizes = shards(unitsOf(plan(cases, left), https), most).map((units) => units.length);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  });

  it('is refused before anything is sent', async () => {
    const bank = fakeBank();
    await expect(run(bank, cases, { shard: { index: 1, count: 9 } })).rejects.toThrow(
      '--shard 1/9: this selection can be divided into 4 at most',
    );
    expect(bank.log).toEqual([]);
  });

  it('tells in its report which cases the whole run has', async () => {
    const { report } = await run(fakeBank(), cases, { shard: { index: 2, count: 3 } });
    expect(report.shard).toEqual({
      index: 2,
      count: 3,
      plan: cases.map(({ id }) => id),
      controls: [],
    });
    expect(report.results.length).toBeLessThan(cases.length);
    expect(report.complete).toBe(true);
  });

  it('keeps what its controls show about a case of another shard, and the merged report has it', async () => {
    const few = [
      valid('registration/full'),
      stimulus('claims/no-aud'),
      ...['a', 'b'].map((name) => flowCase(`management/${name}`, async (flow) => flow.add(GOOD))),
    ];
    // The first bank deviates in every registration, the second in none.
    const deviating = fakeBank({
      instead: ({ method, claims, registrations }) =>
        method === 'POST' && claims.aud !== undefined
          ? { status: 200, body: { client_id: `client-${registrations}` } }
          : undefined,
    });
    const one = await run(deviating, few, { shard: { index: 1, count: 2 } });
    const two = await run(fakeBank(), few, { shard: { index: 2, count: 2 } });
    expect(one.report.shard?.controls.map(({ caseId }) => caseId)).toContain('registration/full');
    const before = two.result('registration/full');
    const merged = mergeShards([
      { name: 'one', report: one.report },
      { name: 'two', report: two.report },
    ]);
    const after = merged.results.find(({ caseId }) => caseId === 'registration/full');
    expect(after?.verdict).toBe('fail');
    expect(after?.reason).not.toBe(before.reason);
    expect(after?.findings.slice(0, before.findings.length)).toEqual(before.findings);
    expect(after?.findings.length).toBeGreaterThan(before.findings.length);
  });
});
