import type { RunContext } from '../engine/context.ts';
import type { Fuzz, FuzzListener } from '../engine/fuzz.ts';
import { endedBy, NOTHING, type Outcome, resultOf } from '../engine/outcome.ts';
import type { StimulusCase } from '../model/case.ts';
import { createCauses } from './causes.ts';
import { ingredientsOf } from './ingredients.ts';
import { createPayloads } from './payload.ts';
import { causeResult } from './result.ts';
import { sendAll } from './send-all.ts';
import { createSender, FUZZ_ID } from './sender.ts';
import { createTally, type Tally } from './tally.ts';

const ORDERLY = 'RFC7591-3.2.2-2';

/** Why no random payload is sent to this target; null where they may be. */
function unfit({ target, supply, noClient, options }: RunContext): string | null {
  if (supply !== null) return 'random payloads need statements that we issue, not those of --ssa';
  if (noClient !== null) return noClient;
  if (!target.capabilities.has('delete') && !options.yes) {
    return 'the target does not offer DELETE: each valid payload would leave a client behind (--yes sends them all the same)';
  }
  return null;
}

function summaryEntry(context: RunContext, count: number): StimulusCase {
  return {
    form: 'stimulus',
    id: FUZZ_ID,
    area: 'registration',
    title: `sends ${count} random registrations, valid ones, broken ones and odd ones`,
    kind: 'probe',
    requirements: [ORDERLY],
    operation: 'post',
    variant: context.base.variant,
    expect: { outcome: 'either' },
  };
}

/** Whether all payloads could be judged, and whether that is all there is to say. */
function summaryOutcome(count: number, tally: Tally): Outcome {
  const reason = tally.unfinished();
  const finding = {
    check: 'fuzz.judged',
    requirement: ORDERLY,
    verdict: reason === null ? ('pass' as const) : ('inconclusive' as const),
    expected: `${count} payloads that could be judged`,
    actual: `${tally.judged()}`,
    message: reason ?? 'The answer to every payload was as it should be.',
  };
  if (tally.ended !== null || reason !== null || tally.results() === 0) {
    return { ...NOTHING, findings: [finding], ended: tally.ended };
  }
  // A pass beside them would be one that a server earns which takes anything.
  const own = 'what the payloads showed stands in results of its own';
  return { ...NOTHING, ended: { verdict: 'not-applicable', reason: own } };
}

async function sendPayloads(
  context: RunContext,
  count: number,
  listener: FuzzListener,
  tally: Tally,
): Promise<void> {
  const { profile, weigh, target, base } = context;
  const ingredients = ingredientsOf(profile, target.capabilities, weigh);
  const payloads = createPayloads({
    ...{ profile, ingredients, seed: context.options.seed },
    trusted: target.capabilities.has('trusted'),
    variants: base.variant === 'minimal' ? ['minimal'] : ['full', 'minimal'],
  });
  const sender = createSender(context);
  const ids = new Set<string>();
  const causes = createCauses({
    ...{ context, sender },
    onCause(cause) {
      const result = causeResult(context, cause);
      const twin = ids.has(result.caseId);
      ids.add(result.caseId);
      const caseId = twin ? `${result.caseId}/${cause.index}` : result.caseId;
      tally.found(cause.symptom.kind);
      listener.onResult({ ...result, caseId });
    },
  });
  try {
    await sendAll({ context, payloads, count, sender, causes, tally, listener });
  } finally {
    tally.causes(causes);
    await sender.drain();
  }
}

/** `--fuzz`: random payloads between valid ones, judged by how they were made (docs/fuzz.md). */
export const fuzz: Fuzz = async (context, count, listener) => {
  const tally = createTally();
  const why = unfit(context);
  if (why !== null) {
    const ended = { verdict: 'not-applicable', reason: why } as const;
    const entry = summaryEntry(context, count);
    listener.onResult(resultOf(entry, { ...NOTHING, ended }, context.profile, context.recorder));
    return [`Fuzz: nothing was sent, since ${why}.`];
  }
  await sendPayloads(context, count, listener, tally).catch((error: unknown) => {
    tally.ended = endedBy(error);
  });
  const outcome = summaryOutcome(count, tally);
  const entry = summaryEntry(context, count);
  listener.onResult(resultOf(entry, outcome, context.profile, context.recorder));
  return [tally.text(context.options.seed)];
};
