import type { FlowCase, StimulusCase } from '../model/case.ts';
import type { RunContext } from './context.ts';
import { inconclusive, recordControl, refusedReason } from './control.ts';
import { startFlow } from './flow.ts';
import type { Lending } from './lending.ts';
import { refusesOptional } from './optional-base.ts';
import { endedBy, NOTHING, type Outcome } from './outcome.ts';
import { register } from './post-batch.ts';
import { putClient } from './put-client.ts';
import { type Attempt, lacksRecord, stimulusInput } from './register.ts';
import { judgePositive } from './stimulus.ts';
import { restoreShared, sharedFor } from './supplied/once.ts';
import { ALL_HELD } from './supplied/supply.ts';
import { timed } from './timed.ts';

/**
 * What a legal request was answered. Where one with something special in it is refused, an ordinary one shows whether
 * that is why: nothing is learnt where it is refused as well.
 */
async function judged(
  context: RunContext,
  entry: StimulusCase,
  attempt: Attempt,
  sendOrdinary: () => Promise<Attempt>,
  clientId?: string,
): Promise<Outcome> {
  const { exchange, mutations, record } = attempt;
  const findings = judgePositive(context, entry, attempt, clientId);
  const outcome = { ...NOTHING, exchanges: [exchange], mutations, findings };
  const refused = record === null && exchange.response !== null && !lacksRecord(exchange);
  const optional = refusesOptional(entry.base, exchange.response?.status);
  if (refused && optional !== null) {
    return { ...outcome, findings: [], ended: { verdict: 'not-applicable', reason: optional } };
  }
  const special = entry.base !== undefined || entry.variant !== context.base.variant;
  if (!refused || !special) return outcome;
  const ordinary = await sendOrdinary();
  const control = recordControl(context, `${entry.id}/control`, {
    attempt: ordinary,
    findings: [],
  });
  if (ordinary.record !== null) return { ...outcome, control };
  const reason = refusedReason(ordinary.exchange, 'without');
  return inconclusive({ ...outcome, control, findings: [] }, reason);
}

function registered(context: RunContext, entry: StimulusCase, attempt: Attempt): Promise<Outcome> {
  const ordinary = { caseId: entry.id, label: 'ordinary', variant: context.base.variant };
  return judged(context, entry, attempt, () => register(context, ordinary));
}

async function updated(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const { base = [], variant } = entry;
  const put = await putClient(context, { variant, base }, entry.id, 'client');
  try {
    const attempt = await put.update(stimulusInput(entry, 'valid'));
    const ordinary = { caseId: entry.id, label: 'ordinary', variant: context.base.variant };
    const outcome = await judged(
      context,
      entry,
      attempt,
      () => put.update(ordinary),
      put.client.clientId,
    );
    return { ...outcome, exchanges: [put.registration, ...outcome.exchanges] };
  } finally {
    await restoreShared(context, entry.id);
    context.clients.release(put.client);
  }
}

/** A valid registration or update, judged by everything its answer shows. */
export function runPositive(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  return timed(context, async () =>
    entry.operation === 'post'
      ? registered(
          context,
          entry,
          sharedFor(context, entry)?.attempt ??
            (await register(context, stimulusInput(entry, 'valid'))),
        )
      : updated(context, entry),
  );
}

/** A case of several steps. What it found before an early end is kept. */
export function runFlow(context: RunContext, entry: FlowCase, lending: Lending): Promise<Outcome> {
  return timed(context, async () => {
    const run = startFlow(context, entry, lending);
    let ended: Outcome['ended'] = null;
    try {
      await entry.run(run.flow);
    } catch (error) {
      ended = endedBy(error);
      // What it has seen so far would count, though without the control that was to follow.
      if (error === ALL_HELD && run.findings.length > 0) {
        ended = { verdict: 'inconclusive', reason: ALL_HELD.message };
      }
    } finally {
      if (run.updated()) await restoreShared(context, entry.id);
      run.end();
    }
    const { findings, exchanges, mutations } = run;
    return { ...NOTHING, findings, exchanges, mutations, ended };
  });
}
