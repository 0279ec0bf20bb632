import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/model/profile.ts';
import { allFaults } from '../../src/server/faults/index.ts';
import { variantsFor } from '../../src/server/variants/index.ts';
import type { Variant } from '../../src/server/variants/variant.ts';
import { alarms, undecided } from './alarms.ts';
import { type Observers, startObservers } from './in-process/pool.ts';
import { killAll } from './kill-all.ts';
import { complaints, type Kill } from './kill-matrix.ts';
import { headline, table } from './kill-table.ts';
import { FULL, sample } from './sample.ts';
import { tally } from './tally.ts';

/** What the matrix of a profile leaves open. */
export interface Matrix {
  /** Ids of faults that its cases cannot notice, and why. */
  readonly excused: readonly (readonly [faults: RegExp, why: string])[];
  readonly faults: number;
  readonly variants: number;
  /** Variants that no other profile has: see {@link itSparesVariants}. */
  readonly ownVariants?: readonly Variant[];
}

/** Observers of `profile` for the tests of the block around, the first of which is that its intact server passes. */
export function observersOf(profile: Profile): () => Observers {
  let observers: Observers;

  beforeAll(async () => {
    observers = await startObservers(profile);
  }, 600_000);

  afterAll(() => observers.close());

  it('the intact server passes', () => {
    expect(observers.amiss).toEqual([]);
  });

  return () => observers;
}

/**
 * The test that nothing is held against `size` harmless variants, or all of them with --full. Those of `own` are tried in
 * any case, and must not keep a case from its verdict either.
 */
export function itSparesVariants(
  profile: Profile,
  size: number,
  observers: () => Observers,
  own: readonly Variant[] = [],
): void {
  it('nothing is held against what the specifications allow', { timeout: 3_600_000 }, async () => {
    const known = variantsFor(profile).filter(({ tls }) => tls === undefined);
    const shared = known.filter((each) => !own.includes(each));
    const chosen = [...sample(shared, size), ...known.filter((each) => own.includes(each))];
    const ownIds = new Set(own.map(({ id }) => id));
    const raised: string[] = [];
    const orders = chosen.map(({ id }) => ({ id, faults: [id], all: FULL }));
    await observers().observe(orders, ({ id }, seen) => {
      raised.push(...alarms(id, seen), ...(ownIds.has(id) ? undecided(id, seen) : []));
    });
    tally(
      `variants-${profile.id}`,
      `${profile.id}: false alarms of ${orders.length} variants: ${raised.length}`,
      raised.join('\n'),
    );
    expect(raised).toEqual([]);
  });
}

/** Kill matrix and harmless variants of `profile`: a sample, all of them with --full. What only shows on a connection is the same in every profile. */
export function describeMatrix(profile: Profile, matrix: Matrix): void {
  const { excused, faults, variants, ownVariants } = matrix;
  describe(`under ${profile.id}`, () => {
    const observers = observersOf(profile);

    it('every fault is noticed for what it breaks', { timeout: 3_600_000 }, async () => {
      const known = allFaults(profile).filter(({ tls }) => tls === undefined);
      const chosen = sample(known, faults);
      const kills: readonly Kill[] = await killAll(observers(), FULL, profile, chosen);
      tally(`kill-matrix-${profile.id}`, `${profile.id}: ${headline(kills)}`, table(kills));
      const wrong = kills
        .filter(({ fault }) => !excused.some(([ids]) => ids.test(fault.id)))
        .flatMap((kill) => complaints(kill, profile));
      expect(wrong).toEqual([]);
    });

    itSparesVariants(profile, variants, observers, ownVariants);
  });
}
