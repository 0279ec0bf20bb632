import type { FlowCase, StimulusCase } from '../model/case.ts';
import type { RunContext } from './context.ts';
import { startFlow } from './flow.ts';
import { endedBy, NOTHING, type Outcome } from './outcome.ts';
import { register } from './post-batch.ts';
import { putClient } from './put-client.ts';
import { stimulusInput } from './register.ts';
import { judgePositive } from './stimulus.ts';
import { timed } from './timed.ts';

async function registered(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const attempt = await register(context, stimulusInput(entry, 'valid'));
  return {
    ...NOTHING,
    findings: judgePositive(context, entry, attempt),
    exchanges: [attempt.exchange],
    mutations: attempt.mutations,
  };
}

async function updated(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const { base = [], variant } = entry;
  const put = await putClient(context, { variant, base }, entry.id, 'client');
  try {
    const attempt = await put.update(stimulusInput(entry, 'valid'));
    return {
      ...NOTHING,
      findings: judgePositive(context, entry, attempt, put.client.clientId),
      exchanges: [put.registration, attempt.exchange],
      mutations: attempt.mutations,
    };
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
