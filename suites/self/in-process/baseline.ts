import { makeBatches } from '../../../src/engine/batches.ts';
import type { Case, StimulusCase } from '../../../src/model/case.ts';
import type { Profile } from '../../../src/model/profile.ts';
import type { CaseResult } from '../../../src/model/report.ts';
import type { PlannedCase } from '../../../src/model/session.ts';
import type { Shared } from './remember.ts';
import { createWatch, EVERYWHERE, hooksOf, type Named } from './watch.ts';
import { openWorld } from './world.ts';

/** What the suites make of the intact server, and which faults come near which case. */
export interface Baseline {
  readonly results: ReadonlyMap<string, CaseResult>;
  readonly plan: readonly PlannedCase[];
  readonly footing: string;
  /** Ids of the cases that a server with these faults may answer otherwise, or whose controls it may; null for all. */
  touchedBy(faultIds: readonly string[]): ReadonlySet<string> | null;
  /**
   * The rows that these faults break, where all that they do is to change the record in answers, each record by itself; else
   * null. Such a fault comes near every case that gets a client, and there are hundreds of them.
   */
  rowsOfRecords(faultIds: readonly string[]): ReadonlySet<string> | null;
}

const ID = 'x-fapi-interaction-id';

function requestIds({ exchanges }: CaseResult): string[] {
  return exchanges.flatMap(({ request }) =>
    request.headers.filter(([name]) => name.toLowerCase() === ID).map(([, id]) => id),
  );
}

/**
 * Cases that stand for all whose controls are touched while they themselves are not: of each kind of control one that
 * expects a refusal and one that does not, and all that are accepted, because those look at the control again.
 */
function representatives(
  stimuli: readonly StimulusCase[],
  results: ReadonlyMap<string, CaseResult>,
): readonly string[] {
  const chosen = new Map<string, string>();
  for (const { operation, variant, base, cases } of makeBatches(stimuli)) {
    for (const { id, kind } of cases) {
      const accepted = results
        .get(id)
        ?.exchanges.some(({ response }) => response !== null && response.status < 300);
      const sort = accepted === true ? id : kind;
      const key = JSON.stringify([operation, variant, base.map((mutation) => mutation.id), sort]);
      if (!chosen.has(key)) chosen.set(key, id);
    }
  }
  return [...chosen.values()];
}

function altersRecordsOnly(fault: Named): boolean {
  return hooksOf(fault).join() === 'record' && !('crossing' in fault);
}

/** Runs all cases against the intact server while `faults` look on. */
export async function createBaseline(
  profile: Profile,
  cases: readonly Case[],
  shared: Shared,
  faults: readonly Named[],
): Promise<Baseline> {
  const watch = createWatch(faults, profile);
  const world = await openWorld({ profile, cases, shared, watch });
  const applicable = world.plan.filter(({ notApplicable }) => notApplicable === null);
  const isStimulus = ({ case: { form } }: PlannedCase): boolean => form === 'stimulus';
  const results = new Map<string, CaseResult>();
  const touched = new Map<string, Set<string>>();
  const touch = (fault: string, ...ids: readonly string[]): void => {
    const known = touched.get(fault) ?? new Set();
    for (const id of ids) known.add(id);
    touched.set(fault, known);
  };
  const run = async (plan: readonly PlannedCase[]): Promise<void> => {
    for (const result of await world.run(plan)) results.set(result.caseId, result);
  };

  // A flow may send more than its result shows, so each has the server for itself.
  watch.take();
  for (const planned of applicable.filter((entry) => !isStimulus(entry))) {
    watch.together();
    await run([planned]);
    for (const ids of watch.take().values()) for (const id of ids) touch(id, planned.case.id);
  }

  const stimuli = applicable.flatMap(({ case: entry }) =>
    entry.form === 'stimulus' ? [entry] : [],
  );
  await run(applicable.filter(isStimulus));
  const owners = new Map<string, string>();
  for (const { id } of stimuli) {
    const result = results.get(id);
    for (const request of result === undefined ? [] : requestIds(result)) owners.set(request, id);
  }
  const updates = stimuli.filter(
    ({ operation, expect }) => operation === 'put' && expect.outcome === 'accepted',
  );
  const hidden = [...representatives(stimuli, results), ...updates.map(({ id }) => id)];
  for (const [request, ids] of watch.take()) {
    const owner = owners.get(request);
    for (const id of ids) touch(id, ...(owner === undefined ? hidden : [owner]));
  }
  watch.close();
  const everywhere = new Set(
    faults.filter((fault) => EVERYWHERE.some((name) => name in fault)).map(({ id }) => id),
  );
  await run(world.plan.filter(({ notApplicable }) => notApplicable !== null));
  const byId = new Map(faults.map((fault) => [fault.id, fault]));
  return {
    results,
    plan: world.plan,
    footing: world.footing,
    touchedBy: (ids) =>
      ids.some((id) => everywhere.has(id))
        ? null
        : new Set(ids.flatMap((id) => [...(touched.get(id) ?? [])])),
    rowsOfRecords(ids) {
      const named = ids.flatMap((id) => byId.get(id) ?? []);
      const rows = named.map((fault) => (altersRecordsOnly(fault) ? (fault.breaks ?? []) : []));
      return rows.length > 0 && rows.every(({ length }) => length > 0)
        ? new Set(rows.flat())
        : null;
    },
  };
}
