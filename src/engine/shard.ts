import type { Case } from '../model/case.ts';
import { UsageError } from '../model/errors.ts';
import type { Shard } from '../model/options.ts';
import type { PlannedCase } from '../model/session.ts';
import type { TargetFacts } from '../model/target.ts';
import { isPositive, makeBatches } from './batches.ts';
import { makeChains } from './chains.ts';
import { casesOf, type Unit, unitsOf } from './units.ts';

/** About how many requests a unit takes, those of its controls and of the clean-up included. */
export function workIn(unit: Unit): number {
  switch (unit.kind) {
    case 'batch': {
      const { operation, cases } = unit.batch;
      // A PUT is followed by a GET that shows whether it changed anything.
      return operation === 'post' ? cases.length + 4 : 2 * cases.length + 6;
    }
    case 'flows':
      return unit.entries.length === 1 ? 6 : 3 * unit.entries.length + 4;
    case 'positive':
      return 3;
    case 'not-applicable':
    case 'plain-http':
      return 0;
  }
}

/** The most shards into which `cases` can be divided, each with something to do, whatever of them turns out to apply. */
function mostShards(cases: readonly Case[]): number {
  const stimuli = cases.filter((entry) => entry.form === 'stimulus');
  const flows = cases.filter((entry) => entry.form === 'flow');
  const positive = stimuli.filter(isPositive).length;
  return positive + makeChains(flows).length + makeBatches(stimuli).length;
}

/** Refuses a shard that would have nothing to do. */
export function requireWork(cases: readonly Case[], { index, count }: Shard): void {
  const most = mostShards(cases);
  if (count <= most) return;
  const has = most === 1 ? 'can only be run as one' : `can be divided into ${most} at most`;
  throw new UsageError(`--shard ${index}/${count}: this selection ${has}`, 'take fewer shards');
}

/**
 * The part of `units` that shard `index` of `count` runs, in the order of `units`. Each unit is in exactly one shard; the
 * heaviest are dealt out first, each to the shard with the least to do. The same units give the same shards everywhere.
 */
export function unitsOfShard(units: readonly Unit[], { index, count }: Shard): readonly Unit[] {
  const loads = new Array<number>(count).fill(0);
  const owners = new Map<Unit, number>();
  const weighed = units.map((unit) => ({ unit, weight: workIn(unit) }));
  // The sort is stable: equal weights stay in the order of the plan.
  for (const { unit, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    const least = loads.indexOf(Math.min(...loads));
    // What sends nothing still is something to do, so that no shard stays empty where there is enough for all.
    loads[least] = (loads[least] ?? 0) + Math.max(weight, 1e-3);
    owners.set(unit, least);
  }
  return units.filter((unit) => owners.get(unit) === index - 1);
}

/** What is to be done of `whole`, by the shard or by a run that is not divided, and the cases of that. */
export function workOf(
  whole: readonly PlannedCase[],
  target: TargetFacts,
  shard: Shard | null,
): { readonly units: readonly Unit[]; readonly plan: readonly PlannedCase[] } {
  const all = unitsOf(whole, target);
  const units = shard === null ? all : unitsOfShard(all, shard);
  const own = new Set(units.flatMap(casesOf));
  return { units, plan: whole.filter((planned) => own.has(planned.case)) };
}
