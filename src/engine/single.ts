import type { FlowCase, StimulusCase } from '../model/case.ts';
import type { RunContext } from './context.ts';
import { type Control, inconclusive, recordControl, refusedReason } from './control.ts';
import { startFlow } from './flow.ts';
import { endedBy, NOTHING, type Outcome } from './outcome.ts';
import { register } from './post-batch.ts';
import { putClient } from './put-client.ts';
import { type Attempt, lacksRecord, stimulusInput } from './register.ts';
import { judgePositive } from './stimulus.ts';
import { timed } from './timed.ts';

/**
 * A legal change that was refused is to blame only where the same request without it is accepted: asks for that with
 * `control`. What needs no control has none: an acceptance, and a case without a change.
 */
async function blamed(
  context: RunContext,
  entry: StimulusCase,
  attempt: Attempt,
  outcome: Outcome,
  control: () => Promise<Control>,
): Promise<Outcome> {
  const refused = attempt.record === null && !lacksRecord(attempt.exchange);
  if (!refused || (entry.base ?? []).length === 0) return outcome;
  const sent = await control();
  const controlled = {
    ...outcome,
    control: recordControl(context, `${entry.id}/control`, sent),
  };
  if (sent.attempt.record !== null) return controlled;
  const reason = refusedReason(sent.attempt.exchange, 'without');
  return inconclusive({ ...controlled, findings: [] }, reason);
}

async function registered(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const attempt = await register(context, stimulusInput(entry, 'valid'));
  const outcome = {
    ...NOTHING,
    findings: judgePositive(context, entry, attempt),
    exchanges: [attempt.exchange],
    mutations: attempt.mutations,
  };
  return blamed(context, entry, attempt, outcome, async () => {
    const { base: _change, ...plain } = stimulusInput(entry, 'control');
    return { attempt: await register(context, plain), findings: [] };
  });
}

async function updated(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const { base = [], variant } = entry;
  const put = await putClient(context, { variant, base }, entry.id, 'client');
  try {
    const attempt = await put.update(stimulusInput(entry, 'valid'));
    const outcome = {
      ...NOTHING,
      findings: judgePositive(context, entry, attempt, put.client.clientId),
      exchanges: [put.registration, attempt.exchange],
      mutations: attempt.mutations,
    };
    return await blamed(context, entry, attempt, outcome, async () => {
      const { base: _change, ...plain } = stimulusInput(entry, 'control');
      return { attempt: await put.update(plain), findings: [] };
    });
  } finally {
    context.clients.release(put.client);
  }
}

/** A valid registration or update, judged by everything its answer shows. */
export function runPositive(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  return timed(context, () =>
    entry.operation === 'post' ? registered(context, entry) : updated(context, entry),
  );
}

/** A case of several steps. What it found before an early end is kept. */
export function runFlow(context: RunContext, entry: FlowCase): Promise<Outcome> {
  return timed(context, async () => {
    const run = startFlow(context, entry);
    let ended: Outcome['ended'] = null;
    try {
      await entry.run(run.flow);
    } catch (error) {
      ended = endedBy(error);
    } finally {
      run.end();
    }
    const { findings, exchanges, mutations } = run;
    return { ...NOTHING, findings, exchanges, mutations, ended };
  });
}
