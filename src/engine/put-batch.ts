import type { StimulusCase } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { ControlRecord } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import type { LiveExchange } from '../wire/wire.ts';
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
import { endedBy, NOTHING, type Outcome } from './outcome.ts';
import type { BatchOutcome } from './post-batch.ts';
import { type PutClient, putClient } from './put-client.ts';
import { differingMembers } from './record-compare.ts';
import { stimulusInput } from './register.ts';
import { judgeDefect } from './stimulus.ts';
import { restoreShared } from './supplied/once.ts';

const UNCHANGED = 'RFC7592-2.2-10';

/** A client after an accepted update, and its record; `control` is that update. */
interface Ready {
  readonly put: PutClient;
  readonly before: JsonObject | null;
  readonly control: Control;
}

/** A fresh client, updated once to see that this works; null record where there is no GET. */
async function prepareClient(context: RunContext, batch: Batch, number: number): Promise<Ready> {
  const put = await putClient(context, batch, batch.controlId, `${batch.label}-client-${number}`);
  const control = await put.control('control');
  const before = control.attempt.record === null ? null : await put.read('before');
  return { put, before: before?.record ?? null, control };
}

interface Look {
  readonly findings: readonly Finding[];
  readonly exchanges: readonly LiveExchange[];
  readonly changed: boolean;
}

/** Reads the client after a refused update: it has to be as it was before. */
async function lookAfter(
  context: RunContext,
  { put, before }: Ready,
  entry: StimulusCase,
): Promise<Look> {
  const name = `after-${entry.id}`;
  const after = before === null ? null : await put.read(name);
  if (before === null || after === null) return { findings: [], exchanges: [], changed: false };
  let members = differingMembers(before, after.record);
  if (members.length > 0) {
    // What differs between two reads with nothing in between is no doing of the update.
    const again = await put.read(`${name}-again`);
    const restless = again === null ? [] : differingMembers(after.record, again.record);
    members = members.filter((member) => !restless.includes(member));
  }
  const changed = members.length > 0;
  const finding: Finding = {
    check: 'record-unchanged',
    requirement: UNCHANGED,
    verdict: changed ? context.weigh(UNCHANGED) : 'pass',
    expected: 'the record as it was before',
    actual: changed ? `changed: ${members.join(', ')}` : 'unchanged',
    message: changed
      ? 'The update was refused, and still changed the client.'
      : 'The refused update changed nothing.',
  };
  return { findings: [finding], exchanges: [after.exchange], changed };
}

/** One update with a defect. `spoilt` tells that the client is no longer what it was. */
async function sendDefect(
  context: RunContext,
  ready: Ready,
  entry: StimulusCase,
): Promise<{ readonly outcome: Outcome; readonly spoilt: boolean }> {
  const startedAt = context.clock.now();
  const ended = (outcome: Outcome): Outcome => ({
    ...outcome,
    durationMs: context.clock.now() - startedAt,
  });
  let outcome: Outcome = NOTHING;
  try {
    context.stop.check();
    const attempt = await ready.put.update(stimulusInput(entry, 'defect'));
    outcome = {
      ...NOTHING,
      findings: await judgeDefect(context, entry, attempt),
      exchanges: [attempt.exchange],
      mutations: attempt.mutations,
    };
    const status = attempt.exchange.response?.status ?? 0;
    if (status >= 200 && status < 300) return { outcome: ended(outcome), spoilt: true };
    const look = await lookAfter(context, ready, entry);
    outcome = {
      ...outcome,
      findings: [...outcome.findings, ...look.findings],
      exchanges: [...outcome.exchanges, ...look.exchanges],
    };
    return { outcome: ended(outcome), spoilt: look.changed };
  } catch (error) {
    return { outcome: ended({ ...outcome, ended: endedBy(error) }), spoilt: true };
  }
}

/** A client that is ready for defects, or why there is none. */
type Begun =
  | { readonly ready: Ready }
  | {
      readonly ready: null;
      readonly verdict: Verdict;
      readonly reason: string;
      readonly last: LiveExchange | null;
    };

/** Why there is no client: never an error of the case that only wanted one. */
function notErring({ verdict, reason }: NonNullable<Outcome['ended']>) {
  return { verdict: verdict === 'not-applicable' ? verdict : ('inconclusive' as const), reason };
}

async function begin(context: RunContext, batch: Batch, number: number): Promise<Begun> {
  try {
    context.stop.check();
    const ready = await prepareClient(context, batch, number);
    const { attempt } = ready.control;
    if (attempt.record !== null) return { ready };
    context.clients.release(ready.put.client);
    const reason = refusedReason(attempt.exchange, 'before');
    return { ready: null, verdict: 'inconclusive', reason, last: attempt.exchange };
  } catch (error) {
    return { ready: null, ...notErring(endedBy(error)), last: null };
  }
}

/**
 * Updates with one defect each, one after the other on one client, between two accepted updates; after each a GET
 * shows that nothing has changed. A client that an update did change is replaced by a fresh one, whose own control
 * then vouches for the defects before it.
 */
export async function runPutBatch(context: RunContext, batch: Batch): Promise<BatchOutcome> {
  context.stop.check();
  const outcomes = new Map<StimulusCase, Outcome>();
  const controls: Control[] = [];
  const queue = [...batch.cases];
  let record: ControlRecord | null = null;
  let unproved: StimulusCase[] = [];
  let clients = 0;
  const doubtAll = (change: (outcome: Outcome) => Outcome): void => {
    for (const entry of unproved) outcomes.set(entry, change(outcomes.get(entry) ?? NOTHING));
  };

  while (queue.length > 0 || unproved.length > 0) {
    clients += 1;
    const begun = await begin(context, batch, clients);
    if (begun.ready === null) {
      const { reason, last } = begun;
      doubtAll((outcome) =>
        last === null ? inconclusive(outcome, reason) : doubted(outcome, last),
      );
      for (const entry of queue) {
        outcomes.set(entry, {
          ...NOTHING,
          control: record,
          ended: { verdict: begun.verdict, reason },
        });
      }
      break;
    }
    const { ready } = begun;
    record ??= recordControl(context, batch.controlId, ready.control);
    controls.push(ready.control);
    unproved = [];
    let spoilt = queue.length === 0;
    for (let entry = queue[0]; entry !== undefined && !spoilt; entry = queue[0]) {
      const sent = await sendDefect(context, ready, entry);
      queue.shift();
      const defect = { ...sent.outcome, control: record };
      const refused = entry.expect.outcome === 'refused';
      outcomes.set(entry, refused ? requireFounded(defect, ready.control) : defect);
      unproved.push(entry);
      spoilt = sent.spoilt;
    }
    if (!spoilt) {
      const last = await ready.put.control('last');
      if (last.attempt.record === null) {
        doubtAll((outcome) => doubted(outcome, last.attempt.exchange));
      } else controls.push(last);
      unproved = [];
    }
    await restoreShared(context, batch.controlId);
    context.clients.release(ready.put.client);
  }
  return { outcomes, controls };
}
