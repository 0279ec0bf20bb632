import { present, sameJson } from '../checks/compare.ts';
import type { Finding } from '../model/finding.ts';
import type { ControlEvidence, ControlRecord } from '../model/report.ts';
import { worst } from '../model/verdict.ts';
import { applicable } from '../requirements/weigh.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { outcomeOf } from './calibrate.ts';
import type { RunContext } from './context.ts';
import { cleanFindings, type Outcome } from './outcome.ts';
import { type Attempt, lacksRecord } from './register.ts';

/** A valid request that was sent for the sake of the defects around it. */
export interface Control {
  readonly attempt: Attempt;
  /** What its answer shows; empty when it was refused. */
  readonly findings: readonly Finding[];
}

/** The control as it stands in the results of its batch; one object, shared by all of them. */
export function recordControl(
  context: RunContext,
  controlId: string,
  control: Control,
): ControlRecord {
  const { attempt, findings } = control;
  const accepted = attempt.record !== null;
  return {
    caseId: controlId,
    verdict: accepted ? worst(findings.map(({ verdict }) => verdict)) : 'inconclusive',
    exchange: context.recorder.exchange(attempt.exchange),
  };
}

/** What the control shows about the case `caseId`, which sends the same; null where all was right. */
export function controlEvidence(
  context: RunContext,
  caseId: string,
  { attempt, findings }: Control,
): ControlEvidence | null {
  const wrong = applicable(findings, context.profile).filter(({ verdict }) => verdict !== 'pass');
  if (wrong.length === 0) return null;
  return {
    caseId,
    findings: cleanFindings(wrong, [attempt.exchange], context.recorder),
    exchange: context.recorder.exchange(attempt.exchange),
  };
}

const CONTROLS = {
  before: 'a valid request',
  after: 'a valid request right after it',
  without: 'the same request without the change',
} as const;

/** Why nothing can be learnt where the control itself was refused. */
export function refusedReason(exchange: LiveExchange, when: keyof typeof CONTROLS): string {
  const which = CONTROLS[when];
  const how = lacksRecord(exchange) ? 'was answered without a client record' : 'was refused';
  return `${which} ${how}: ${outcomeOf(exchange)}`;
}

/** Stands for a defect that was not sent, or whose outcome cannot be believed. */
export function inconclusive(outcome: Outcome, reason: string): Outcome {
  return { ...outcome, ended: { verdict: 'inconclusive', reason } };
}

/**
 * A defect between two controls of which the last was refused: a refusal no longer counts. What was found wrong stays,
 * unless it was answered as the valid request was, or as little: then it is not the defect that the target minds.
 */
export function doubted(outcome: Outcome, last: LiveExchange): Outcome {
  const reason = refusedReason(last, 'after');
  const [exchange] = outcome.exchanges;
  const alike =
    exchange !== undefined &&
    !accepted(exchange) &&
    exchange.response?.status === last.response?.status;
  const findings = outcome.findings.map((finding) =>
    alike && finding.verdict === 'fail'
      ? { ...finding, verdict: 'inconclusive' as const }
      : finding,
  );
  return inconclusive({ ...outcome, findings }, reason);
}

function accepted({ response }: LiveExchange): boolean {
  return response !== null && response.status >= 200 && response.status < 300;
}

/** True where the answer is about this very software, and not one that every request gets. */
function reflects({ attempt }: Control): boolean {
  const { record, sent, draft } = attempt;
  if (record === null) return false;
  const own = new Set<unknown>([sent.softwareStatement || null, draft.softwareId]);
  const shows = Object.values(record).some((value) => value !== null && own.has(value));
  if (shows || sent.softwareStatement !== '') return shows;
  // Without a statement a server may not know what a software is (RFC 7591 2): then it is ours by its name or its URIs.
  return (['client_name', 'redirect_uris'] as const).some(
    (name) => present(sent.request[name]) && sameJson(sent.request[name], record[name]),
  );
}

/**
 * A server may take another value for the one it should refuse, and show that in its answer. But where the answer to
 * a valid request has nothing of that request in it, it shows nothing: a server with one fixed answer would pass.
 */
export function requireFounded(outcome: Outcome, control: Control): Outcome {
  const [exchange] = outcome.exchanges;
  const replaced =
    exchange !== undefined &&
    accepted(exchange) &&
    outcome.findings.every(({ verdict }) => verdict === 'pass' || verdict === 'warn');
  if (!replaced || reflects(control)) return outcome;
  return inconclusive(
    outcome,
    'accepted with another value, but the answer to a valid request does not show what was sent either',
  );
}
