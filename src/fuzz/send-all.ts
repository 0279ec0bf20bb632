import { CaseEnd } from '../engine/case-end.ts';
import type { RunContext } from '../engine/context.ts';
import { refusedReason } from '../engine/control.ts';
import type { FuzzListener } from '../engine/fuzz.ts';
import { endedBy } from '../engine/outcome.ts';
import type { Attempt } from '../engine/register.ts';
import type { Causes, Suspect } from './causes.ts';
import { type Judged, judge } from './oracle.ts';
import { payloadOf, type Recipe } from './payload.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

/** Payloads between two controls, as many as cases. */
const BATCH = 20;
/** After so many refused controls in a row there is nothing to learn. */
const MOST_REFUSED = 3;

export interface SendAllInput {
  readonly context: RunContext;
  readonly payloads: (index: number) => Recipe;
  readonly count: number;
  readonly sender: Sender;
  readonly causes: Causes;
  readonly tally: Tally;
  readonly listener: Pick<FuzzListener, 'onProgress'>;
}

interface Tried extends Omit<Suspect, 'symptom' | 'control'> {
  readonly judged: Judged;
}

type Trial = Tried | { readonly ended: ReturnType<typeof endedBy> };

interface Batch {
  readonly trials: readonly Trial[];
  /** The valid request after them. */
  readonly control: Attempt;
}

/** Sends the payloads with the numbers from `from` up to `to`, then a valid request. */
async function sendBatch(input: SendAllInput, from: number, to: number): Promise<Batch> {
  const { context, payloads, sender } = input;
  context.stop.check();
  const send = async (index: number): Promise<Trial> => {
    const recipe = payloads(index);
    const payload = payloadOf(recipe);
    try {
      const attempt = await sender.send(payload, String(index));
      return { index, recipe, payload, attempt, judged: judge(context, payload, attempt) };
    } catch (error) {
      return { ended: endedBy(error) };
    }
  };
  const trials = await Promise.all(
    Array.from({ length: to - from }, (_, offset) => send(from + offset)),
  );
  const { variant } = context.base;
  const control = await sender.send({ variant, mutations: [] }, `control-${from}`);
  return { trials, control };
}

/** Notes what a batch showed. Behind a refused control only an acceptance counts: a refusal may be for anything. */
async function note(
  { causes, tally }: SendAllInput,
  { trials, control }: Batch,
  before: boolean,
): Promise<void> {
  const believed = before && control.record !== null;
  for (const trial of trials) {
    if ('ended' in trial) {
      if (trial.ended.verdict === 'error') throw new Error(trial.ended.reason);
      if (trial.ended.verdict === 'not-applicable') tally.skip();
      else tally.unclear(trial.ended.reason);
      continue;
    }
    const { judged, ...tried } = trial;
    const { symptom } = judged;
    if (!believed && symptom?.kind !== 'accepted') {
      tally.unclear(refusedReason(control.exchange, 'after'));
      continue;
    }
    tally.add(judged);
    if (symptom !== null) {
      await causes.add({ ...tried, symptom, control: believed ? control : null });
    }
  }
}

/**
 * Sends `count` payloads in batches, each between two valid requests; while one batch is looked at the next is on its way.
 * Throws a CaseEnd when the run is stopped or the target accepts no valid request any more.
 */
export async function sendAll(input: SendAllInput): Promise<void> {
  const { count, sender, listener } = input;
  const batch = (from: number) => sendBatch(input, from, Math.min(from + BATCH, count));
  let refused = 0;
  let looking: Promise<void> = Promise.resolve();
  for (let from = 0; from < count; from += BATCH) {
    const sent = await batch(from);
    await looking;
    const before = refused === 0;
    refused = sent.control.record === null ? refused + 1 : 0;
    looking = note(input, sent, before).then(() => sender.drain());
    // Awaited above or below: until then a rejection has nobody to tell.
    looking.catch(() => {});
    listener.onProgress(Math.min(from + BATCH, count));
    if (refused >= MOST_REFUSED) {
      await looking;
      throw new CaseEnd('inconclusive', refusedReason(sent.control.exchange, 'after'));
    }
  }
  await looking;
}
