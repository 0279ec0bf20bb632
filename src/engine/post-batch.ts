import type { StimulusCase } from '../model/case.ts';
import { freshPatience } from '../wire/wire.ts';
import type { Batch } from './batches.ts';
import type { RunContext } from './context.ts';
import {
  type Control,
  doubted,
  inconclusive,
  recordControl,
  refusedReason,
  requireFounded,
} from './control.ts';
import { refusesOptional } from './optional-base.ts';
import { NOTHING, type Outcome } from './outcome.ts';
import {
  type Attempt,
  clientOf,
  type RegistrationInput,
  sendRegistration,
  stimulusInput,
} from './register.ts';
import { judgeDefect, judgeSuccess } from './stimulus.ts';
import { timed } from './timed.ts';

/** What a batch gave: an outcome for each case, and what its controls showed. */
export interface BatchOutcome {
  readonly outcomes: ReadonlyMap<StimulusCase, Outcome>;
  readonly controls: readonly Control[];
}

/** A registration whose client, should it come to be, is given up at once. */
export async function register(
  context: RunContext,
  input: Omit<RegistrationInput, 'method' | 'url'>,
): Promise<Attempt> {
  const { registration } = context.target.endpoints;
  const attempt = await sendRegistration(context, context.base, {
    ...input,
    method: 'POST',
    url: registration,
  });
  const client = clientOf(attempt);
  if (client !== null) {
    context.clients.add(client, { caseId: input.caseId, label: input.label });
    context.clients.release(client);
  }
  return attempt;
}

async function sendControl(context: RunContext, batch: Batch, when: string): Promise<Control> {
  const attempt = await register(context, {
    caseId: batch.controlId,
    label: `${batch.label}-${when}`,
    variant: batch.variant,
    base: batch.base,
    patience: freshPatience(),
  });
  const accepted = attempt.record !== null;
  const findings = accepted ? judgeSuccess(context, 'post', attempt.exchange, attempt.sent) : [];
  return { attempt, findings };
}

/** One registration with a defect, judged; what it throws ends it. */
export function sendDefect(context: RunContext, entry: StimulusCase): Promise<Outcome> {
  return timed(context, async () => {
    const attempt = await register(context, stimulusInput(entry, 'defect'));
    return {
      ...NOTHING,
      findings: await judgeDefect(context, entry, attempt),
      exchanges: [attempt.exchange],
      mutations: attempt.mutations,
    };
  });
}

/**
 * Registrations with one defect each, all between two accepted controls. First control refused: none is sent.
 * Last control refused: what they were answered proves nothing, only what they broke.
 */
export async function runPostBatch(context: RunContext, batch: Batch): Promise<BatchOutcome> {
  context.stop.check();
  const first = await sendControl(context, batch, 'first');
  const control = recordControl(context, batch.controlId, first);
  if (first.attempt.record === null) {
    const { exchange } = first.attempt;
    const optional = refusesOptional(batch.base, exchange.response?.status);
    const outcome =
      optional === null
        ? inconclusive({ ...NOTHING, control }, refusedReason(exchange, 'before'))
        : { ...NOTHING, ended: { verdict: 'not-applicable' as const, reason: optional } };
    return { outcomes: new Map(batch.cases.map((entry) => [entry, outcome])), controls: [] };
  }
  const sent = await Promise.all(
    batch.cases.map(async (entry) => [entry, await sendDefect(context, entry)] as const),
  );
  const last = await sendControl(context, batch, 'last');
  const believed = last.attempt.record !== null;
  return {
    outcomes: new Map(
      sent.map(([entry, outcome]) => {
        const defect = { ...outcome, control };
        const refused = entry.expect.outcome === 'refused';
        const controlled = refused ? requireFounded(defect, first) : defect;
        return [entry, believed ? controlled : doubted(controlled, last.attempt.exchange)];
      }),
    ),
    controls: believed ? [first, last] : [first],
  };
}
