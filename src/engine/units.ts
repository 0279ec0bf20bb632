import type { Case, FlowCase, StimulusCase } from '../model/case.ts';
import type { PlannedCase } from '../model/session.ts';
import type { TargetFacts } from '../model/target.ts';
import { type Batch, isPositive, makeBatches } from './batches.ts';
import { makeChains } from './chains.ts';
import { brokenByPlainHttp } from './plan.ts';

/** What is run as one, by one shard of a run. */
export type Unit =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'positive'; readonly entry: StimulusCase }
  /** One case, or several that use a client one after the other. */
  | { readonly kind: 'flows'; readonly entries: readonly FlowCase[] }
  /** Nothing is sent: the case does not apply. */
  | { readonly kind: 'not-applicable'; readonly entry: Case; readonly reason: string }
  /** Nothing is sent: plain http has broken the requirement already. */
  | { readonly kind: 'plain-http'; readonly entry: Case };

/** The cases of a unit. */
export function casesOf(unit: Unit): readonly Case[] {
  switch (unit.kind) {
    case 'batch':
      return unit.batch.cases;
    case 'flows':
      return unit.entries;
    default:
      return [unit.entry];
  }
}

/** Everything there is to do for `plan`, in its order; flows come after what is sent alone, and batches last. */
export function unitsOf(plan: readonly PlannedCase[], target: TargetFacts): readonly Unit[] {
  const units: Unit[] = [];
  const stimuli: StimulusCase[] = [];
  const flows: FlowCase[] = [];
  for (const { case: entry, notApplicable: reason } of plan) {
    if (reason !== null) units.push({ kind: 'not-applicable', entry, reason });
    else if (brokenByPlainHttp(entry, target)) units.push({ kind: 'plain-http', entry });
    else if (entry.form === 'flow') flows.push(entry);
    else {
      stimuli.push(entry);
      if (isPositive(entry)) units.push({ kind: 'positive', entry });
    }
  }
  return [
    ...units,
    ...makeChains(flows).map((entries) => ({ kind: 'flows', entries }) as const),
    ...makeBatches(stimuli).map((batch) => ({ kind: 'batch', batch }) as const),
  ];
}
