import type { Case } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { CaseResult, ControlEvidence } from '../model/report.ts';
import type { Batch } from './batches.ts';
import type { RunContext } from './context.ts';
import { type Control, controlEvidence } from './control.ts';
import { withEvidence } from './evidence.ts';
import { createLending } from './lending.ts';
import { endedBy, NOTHING, type Outcome, resultOf } from './outcome.ts';
import { TLS_ROW } from './plan.ts';
import { pool } from './pool.ts';
import { type BatchOutcome, runPostBatch } from './post-batch.ts';
import { runPutBatch } from './put-batch.ts';
import { runFlow, runPositive } from './single.ts';
import type { Unit } from './units.ts';

/** Batches of registrations fan out by themselves; more of them at once would only keep the others waiting. */
const BATCHES_AT_ONCE = 2;

function plainHttp(context: RunContext): Outcome {
  const finding: Finding = {
    check: 'transport.https',
    requirement: TLS_ROW,
    verdict: context.weigh(TLS_ROW),
    expected: 'an https registration endpoint',
    actual: context.target.endpoints.registration,
    message: 'The registration endpoint is plain http.',
  };
  return { ...NOTHING, findings: [finding] };
}

async function runBatch(context: RunContext, batch: Batch): Promise<BatchOutcome> {
  try {
    return batch.operation === 'post'
      ? await runPostBatch(context, batch)
      : await runPutBatch(context, batch);
  } catch (error) {
    const outcome = { ...NOTHING, ended: endedBy(error) };
    return { outcomes: new Map(batch.cases.map((entry) => [entry, outcome])), controls: [] };
  }
}

export interface RunCasesOptions {
  readonly units: readonly Unit[];
  /** Units of work at a time. */
  readonly width: number;
  /** Called with each result as it comes; never throws. */
  readonly onResult: (result: CaseResult) => void;
}

/**
 * Runs every unit. Each case gives exactly one result, whatever happens.
 * Answers what controls showed about cases that are not among the units.
 */
export async function runCases(
  context: RunContext,
  options: RunCasesOptions,
): Promise<readonly ControlEvidence[]> {
  const { units, width, onResult } = options;
  const judged = (entry: Case, outcome: Outcome): CaseResult =>
    resultOf(entry, outcome, context.profile, context.recorder);
  const finish = (entry: Case, outcome: Outcome): void => onResult(judged(entry, outcome));

  const chains: (() => Promise<void>)[] = [];
  const flows: (() => Promise<void>)[] = [];
  const longFlows: (() => Promise<void>)[] = [];
  const singles: (() => Promise<void>)[] = [];
  const fans: (() => Promise<void>)[] = [];
  const controls = new Map<string, Control[]>();
  const batchesOf = new Map<string, Promise<void>[]>();
  const evidence = (caseId: string): readonly ControlEvidence[] =>
    (controls.get(caseId) ?? []).flatMap(
      (control) => controlEvidence(context, caseId, control) ?? [],
    );
  const addBatch = (batch: Batch): void => {
    if (batch.cases.length === 0) return;
    const { promise, resolve } = deferred();
    batchesOf.set(batch.controlId, [...(batchesOf.get(batch.controlId) ?? []), promise]);
    const task = async (): Promise<void> => {
      const { outcomes, controls: shown } = await runBatch(context, batch);
      controls.set(batch.controlId, [...(controls.get(batch.controlId) ?? []), ...shown]);
      resolve();
      for (const entry of batch.cases) finish(entry, outcomes.get(entry) ?? NOTHING);
    };
    (batch.operation === 'post' ? fans : chains).push(task);
  };

  /** What was sent before the one registration is done. */
  const withoutPending = (batch: Batch): Batch => {
    const known = context.once?.pending;
    if (known === undefined) return batch;
    for (const entry of batch.cases) {
      const outcome = known.get(entry);
      if (outcome !== undefined) finish(entry, outcome);
    }
    return { ...batch, cases: batch.cases.filter((entry) => !known.has(entry)) };
  };

  const late: Promise<void>[] = [];
  const own = new Set<string>();
  for (const unit of units) {
    switch (unit.kind) {
      case 'not-applicable': {
        const ended = { verdict: 'not-applicable', reason: unit.reason } as const;
        finish(unit.entry, { ...NOTHING, ended });
        break;
      }
      case 'plain-http':
        finish(unit.entry, plainHttp(context));
        break;
      case 'flows':
        (unit.entries.length > 1 ? longFlows : flows).push(async () => {
          const lending = createLending();
          for (const entry of unit.entries) finish(entry, await runFlow(context, entry, lending));
          const left = lending.take();
          if (left !== null) context.clients.release(left.client);
        });
        break;
      case 'batch':
        addBatch(withoutPending(unit.batch));
        break;
      case 'positive': {
        const { entry } = unit;
        own.add(entry.id);
        singles.push(async () => {
          const outcome = await runPositive(context, entry);
          // Waited for outside of the pool, which has to go on for the batches to end.
          late.push(
            Promise.all(batchesOf.get(entry.id) ?? []).then(() =>
              onResult(withEvidence(judged(entry, outcome), evidence(entry.id))),
            ),
          );
        });
      }
    }
  }
  // Long chains of steps first, so that none of them is left alone at the end.
  if (context.supply !== null) {
    // One registration at a time for each software: whatever holds one has to end before another begins.
    await pool(1, [...fans, ...chains, ...longFlows, ...flows, ...singles]);
  } else
    await Promise.all([
      pool(width, [...chains, ...longFlows, ...flows, ...singles]),
      pool(Math.min(width, BATCHES_AT_ONCE), fans),
    ]);
  await Promise.all(late);
  return [...controls.keys()].filter((caseId) => !own.has(caseId)).flatMap(evidence);
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
