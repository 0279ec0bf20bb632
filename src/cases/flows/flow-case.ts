import type { FlowCase } from '../../model/case.ts';
import type { RequirementId } from '../../requirements/index.ts';

/** A case of several steps, with ids of the catalogue. */
export type Steps = FlowCase<RequirementId>;

/** The rows that a case decides, the one that its main finding breaks first. */
export type Rows = readonly [RequirementId, ...RequirementId[]];

/** Completes a case: its area is the first part of its id. */
export function flowCase(entry: Omit<Steps, 'form'>): Steps {
  return { form: 'flow', ...entry };
}
