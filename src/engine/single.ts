import type { FlowCase, StimulusCase } from '../model/case.ts';
import { freshPatience } from '../wire/wire.ts';
import type { RunContext } from './context.ts';
import { startFlow } from './flow.ts';
import { endedBy, NOTHING, type Outcome } from './outcome.ts';
import { register } from './post-batch.ts';
import { putClient } from './put-client.ts';
import { judgePositive } from './stimulus.ts';

async function registered(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const { mutation, base, variant } = entry;
  const attempt = await register(context, {
    caseId: entry.id,
    label: 'valid',
    variant,
    patience: freshPatience(),
    ...(base === undefined ? {} : { base }),
    ...(mutation === undefined ? {} : { mutation }),
  });
  return {
    ...NOTHING,
    findings: judgePositive(context, entry, attempt),
    exchanges: [attempt.exchange],
    mutations: attempt.mutations,
  };
}

async function updated(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  const { mutation, base, variant } = entry;
  const put = await putClient(context, { variant, base: base ?? [] }, entry.id, 'client');
  try {
    const attempt = await put.update({
      caseId: entry.id,
      label: 'valid',
      variant,
      patience: freshPatience(),
      ...(base === undefined ? {} : { base }),
      ...(mutation === undefined ? {} : { mutation }),
    });
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

async function timed(context: RunContext, run: () => Promise<Outcome>): Promise<Outcome> {
  const startedAt = context.clock.now();
  let outcome: Outcome;
  try {
    context.stop.check();
    outcome = await run();
  } catch (error) {
    outcome = { ...NOTHING, ended: endedBy(error) };
  }
  return { ...outcome, durationMs: context.clock.now() - startedAt };
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
