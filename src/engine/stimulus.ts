import { isBusy } from '../checks/no-answer.ts';
import { orderlyFindings } from '../checks/orderly.ts';
import { refusalFindings } from '../checks/refusal.ts';
import { saysDuplicate } from '../checks/refusal-reason.ts';
import { successFindings } from '../checks/success.ts';
import type { StimulusCase } from '../model/case.ts';
import type { SentRegistration } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { outcomeOf } from './calibrate.ts';
import { type RunContext, seconds } from './context.ts';
import { type Attempt, lacksRecord, namesUnusably } from './register.ts';

/** What the answer to an accepted registration or update is worth. */
export function judgeSuccess(
  context: RunContext,
  operation: 'post' | 'get' | 'put',
  exchange: LiveExchange,
  sent: SentRegistration,
  clientId?: string,
): Finding[] {
  return successFindings({
    operation,
    exchange,
    sent,
    profile: context.profile,
    weigh: context.weigh,
    now: seconds(context.clock),
    ...(clientId === undefined ? {} : { clientId }),
  });
}

/** Failures that say nothing about how the target treats a request: it never got it. */
const UNREACHED: ReadonlySet<string> = new Set(['refused', 'dns', 'proxy', 'aborted']);

function acceptedFinding(
  context: RunContext,
  entry: StimulusCase,
  { exchange, record }: Attempt,
): Finding {
  const [requirement] = entry.requirements;
  const finding = {
    check: 'accepted',
    requirement,
    expected: 'a success status with a client record',
    actual: outcomeOf(exchange),
  };
  if (record !== null) return { ...finding, verdict: 'pass', message: 'The request was accepted.' };
  if (isBusy(exchange)) {
    return { ...finding, verdict: 'inconclusive', message: 'The target was busy.' };
  }
  if (entry.operation === 'post' && saysDuplicate(exchange)) {
    const message = 'The target says that it has this client already, which was never registered.';
    return { ...finding, verdict: 'inconclusive', message };
  }
  if (UNREACHED.has(exchange.failure?.kind ?? '')) {
    return { ...finding, verdict: 'inconclusive', message: 'The target could not be reached.' };
  }
  if (lacksRecord(exchange)) {
    // What is wrong is the answer, and its own rows say so: it shows nothing about the request.
    const message = namesUnusably(exchange)
      ? 'Nothing can be done with the client: no URL can carry its client_id.'
      : 'The answer to a valid request does not show whether it was accepted.';
    return { ...finding, verdict: 'inconclusive', message };
  }
  const message = 'A valid request was not answered with a client record.';
  return { ...finding, verdict: context.weigh(requirement), message };
}

/** A valid request: everything about an answer with a success status, or the one fact that it was refused. */
export function judgePositive(
  context: RunContext,
  entry: StimulusCase,
  attempt: Attempt,
  clientId?: string,
): Finding[] {
  const accepted = acceptedFinding(context, entry, attempt);
  const { exchange, sent } = attempt;
  if (attempt.record === null && !lacksRecord(exchange)) return [accepted];
  return [accepted, ...judgeSuccess(context, entry.operation, exchange, sent, clientId)];
}

/** How acceptance of a stimulus weighs, where the case says otherwise than the catalogue. */
function overridden(context: RunContext, entry: StimulusCase, attempt: Attempt) {
  const { expect } = entry;
  const override = expect.outcome === 'refused' ? expect.whenAccepted : undefined;
  const status = attempt.exchange.response?.status ?? 0;
  if (override === undefined || status < 200 || status > 299) return { ...context, note: null };
  const [first] = entry.requirements;
  return {
    weigh: (id: string) => (id === first ? override.verdict : context.weigh(id)),
    note: override.reason,
  };
}

function judgeRefusal(context: RunContext, entry: StimulusCase, attempt: Attempt): Finding[] {
  const { expect, mutation } = entry;
  if (expect.outcome !== 'refused' || mutation === undefined) {
    throw new Error(`${entry.id} expects a refusal without a defect`);
  }
  const [requirement] = entry.requirements;
  const { weigh, note } = overridden(context, entry, attempt);
  const findings = refusalFindings({
    exchange: attempt.exchange,
    profile: context.profile,
    weigh,
    situation: mutation.situation,
    requirement,
    ...(expect.replaceable === undefined ? {} : { replaceable: expect.replaceable }),
    ...(expect.alsoStatuses === undefined ? {} : { alsoStatuses: expect.alsoStatuses }),
  });
  if (note === null) return findings;
  return findings.map((finding) =>
    finding.requirement === requirement
      ? { ...finding, message: `${finding.message} (${note})` }
      : finding,
  );
}

function judgeProbe(context: RunContext, entry: StimulusCase, attempt: Attempt): Finding[] {
  const [requirement] = entry.requirements;
  const situation = entry.mutation?.situation;
  const findings = orderlyFindings({
    exchange: attempt.exchange,
    requirement,
    weigh: context.weigh,
    mayDrop: situation !== undefined && context.profile.errors[situation].drop === true,
  });
  if (attempt.record === null) return findings;
  const { expect, operation } = entry;
  const legal = expect.outcome === 'either' && expect.legal === true;
  return [
    ...findings,
    ...(legal ? judgeSuccess(context, operation, attempt.exchange, attempt.sent) : []),
    {
      check: 'probe.accepted',
      requirement,
      verdict: 'pass',
      expected: 'any orderly answer',
      actual: outcomeOf(attempt.exchange),
      message: 'The target accepts this; no clause forbids it.',
    },
  ];
}

/** Only the bundled server lets us see whether a refused request left something behind. */
async function storeFinding(
  context: RunContext,
  entry: StimulusCase,
  attempt: Attempt,
): Promise<Finding[]> {
  const { inspector } = context;
  const status = attempt.exchange.response?.status ?? 0;
  if (inspector === null || entry.operation !== 'post' || status < 400) return [];
  const stage = entry.mutation?.stage;
  const requirement =
    stage === 'claims' || stage === 'token' ? 'RFC7519-7.2-1' : entry.requirements[0];
  const made = await inspector.registeredBy(attempt.interactionId);
  return [
    {
      check: 'store-unchanged',
      requirement,
      verdict: made === 0 ? 'pass' : context.weigh(requirement),
      expected: 'no client',
      actual: `${made} client${made === 1 ? '' : 's'}`,
      message:
        made === 0
          ? 'The refused request registered nothing.'
          : 'The request was refused, and still registered a client.',
    },
  ];
}

const NO_LURE = 'RFC8725-3.10-2';

/** What a header points to is not fetched blindly: the harness serves it, and sees who comes; not so where another host serves the files. */
function lureFinding(context: RunContext, entry: StimulusCase, attempt: Attempt): Finding[] {
  if (!entry.requirements.includes(NO_LURE) || context.options.publish !== null) return [];
  const fetched = context.hosting.lured(attempt.draft.softwareId);
  return [
    {
      check: 'header-not-followed',
      requirement: NO_LURE,
      verdict: fetched ? context.weigh(NO_LURE) : 'pass',
      expected: 'no request for what the header points to',
      actual: fetched ? 'it was fetched' : 'it was not fetched',
      message: fetched
        ? 'The server follows a URL in the header of a token that it has not verified.'
        : 'The server does not follow the URL in the header.',
    },
  ];
}

/** A defect: refused as the clause asks, or, for a probe, answered in an orderly way. */
export async function judgeDefect(
  context: RunContext,
  entry: StimulusCase,
  attempt: Attempt,
): Promise<Finding[]> {
  const findings =
    entry.expect.outcome === 'either'
      ? judgeProbe(context, entry, attempt)
      : judgeRefusal(context, entry, attempt);
  return [
    ...findings,
    ...lureFinding(context, entry, attempt),
    ...(await storeFinding(context, entry, attempt)),
  ];
}
