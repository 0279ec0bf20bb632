import type { Case, StimulusCase } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { CaseResult } from '../model/report.ts';
import type { PlannedCase } from '../model/session.ts';
import { type Batch, isPositive, makeBatches } from './batches.ts';
import type { RunContext } from './context.ts';
import { type Control, userHeaderNames } from './control.ts';
import { endedBy, NOTHING, type Outcome, resultOf } from './outcome.ts';
import { brokenByPlainHttp, TLS_ROW } from './plan.ts';
import { pool } from './pool.ts';
import { type BatchOutcome, runPostBatch } from './post-batch.ts';
import { runPutBatch } from './put-batch.ts';
import { runFlow, runPositive } from './single.ts';

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

/** What controls showed that the case of the same valid request did not: deviations that come and go. */
function withControls(outcome: Outcome, controls: readonly Control[]): Outcome {
  const key = (finding: Finding) =>
    JSON.stringify([finding.check, finding.requirement, finding.verdict]);
  const known = new Set(outcome.findings.map(key));
  const findings = [...outcome.findings];
  const exchanges = [...outcome.exchanges];
  for (const control of controls) {
    const added = control.findings.filter(
      (finding) => finding.verdict !== 'pass' && !known.has(key(finding)),
    );
    if (added.length === 0) continue;
    for (const finding of added) known.add(key(finding));
    findings.push(...added);
    exchanges.push(control.attempt.exchange);
  }
  return { ...outcome, findings, exchanges };
}

/** A change stands on the draft that the target accepts; what is sent without a change is the thing under test. */
function fitted(entry: StimulusCase, { variant }: RunContext['base']): StimulusCase {
  const plain = entry.mutation === undefined && (entry.base ?? []).length === 0;
  return plain || variant === entry.variant ? entry : { ...entry, variant };
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
  readonly plan: readonly PlannedCase[];
  /** Units of work at a time. */
  readonly width: number;
  /** Called with each result as it comes; never throws. */
  readonly onResult: (result: CaseResult) => void;
}

/** Runs every applicable case of the plan. Each case gives exactly one result, whatever happens. */
export async function runCases(context: RunContext, options: RunCasesOptions): Promise<void> {
  const { plan, width, onResult } = options;
  const headers = userHeaderNames(context);
  const finish = (entry: Case, outcome: Outcome): void =>
    onResult(resultOf(entry, outcome, context.profile, headers));

  const chains: (() => Promise<void>)[] = [];
  const flows: (() => Promise<void>)[] = [];
  const singles: (() => Promise<void>)[] = [];
  const stimuli: StimulusCase[] = [];
  for (const { case: entry, notApplicable } of plan) {
    if (notApplicable !== null) {
      finish(entry, {
        ...NOTHING,
        ended: { verdict: 'not-applicable', reason: notApplicable },
      });
    } else if (brokenByPlainHttp(entry, context.target)) finish(entry, plainHttp(context));
    else if (entry.form === 'stimulus') stimuli.push(fitted(entry, context.base));
    else flows.push(async () => finish(entry, await runFlow(context, entry)));
  }

  const controls = new Map<string, Control[]>();
  const batchesOf = new Map<string, Promise<void>[]>();
  const fans: (() => Promise<void>)[] = [];
  for (const batch of makeBatches(stimuli)) {
    const { promise, resolve } = deferred();
    batchesOf.set(batch.controlId, [...(batchesOf.get(batch.controlId) ?? []), promise]);
    const task = async (): Promise<void> => {
      const { outcomes, controls: shown } = await runBatch(context, batch);
      controls.set(batch.controlId, [...(controls.get(batch.controlId) ?? []), ...shown]);
      resolve();
      for (const entry of batch.cases) finish(entry, outcomes.get(entry) ?? NOTHING);
    };
    (batch.operation === 'post' ? fans : chains).push(task);
  }

  const late: Promise<void>[] = [];
  for (const entry of stimuli.filter(isPositive)) {
    singles.push(async () => {
      const outcome = await runPositive(context, entry);
      // Waited for outside of the pool, which has to go on for the batches to end.
      late.push(
        Promise.all(batchesOf.get(entry.id) ?? []).then(() =>
          finish(entry, withControls(outcome, controls.get(entry.id) ?? [])),
        ),
      );
    });
  }
  // Long chains of steps first, so that none of them is left alone at the end.
  await Promise.all([
    pool(width, [...chains, ...flows, ...singles]),
    pool(Math.min(width, BATCHES_AT_ONCE), fans),
  ]);
  await Promise.all(late);
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
