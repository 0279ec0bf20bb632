import { TargetError } from '../model/errors.ts';
import type { RegisteredClient } from '../model/flow.ts';
import type { Calibration } from '../model/report.ts';
import { createRedaction, readable } from '../wire/redact.ts';
import { freshPatience, type LiveExchange } from '../wire/wire.ts';
import { type Alternative, type AlternativeInput, alternatives } from './alternatives.ts';
import type { Stop } from './case-end.ts';
import type { BaseDraft, Ground } from './context.ts';
import { unreachable } from './discovery.ts';
import type { Origin } from './ledger/entry.ts';
import { type Attempt, clientOf, lacksRecord, recordIn, sendRegistration } from './register.ts';

/**
 * Ids of the calibration's requests derive from this. Each shard of a run calibrates by itself, against one target: no
 * jti may come twice.
 */
export function calibrationId({ options: { shard } }: Pick<Ground, 'options'>): string {
  return shard === null ? 'calibration' : `calibration-${shard.index}-of-${shard.count}`;
}

export interface Calibrated {
  readonly calibration: Calibration;
  /**
   * The first draft that was accepted; else, without a client, the first that got a success status; null when all were
   * refused.
   */
  readonly opened: {
    readonly base: BaseDraft;
    readonly client: RegisteredClient | null;
    /** Which attempt it was. */
    readonly origin: Origin;
    readonly attempt: Attempt;
  } | null;
  /** The first attempt: the profile's own control. */
  readonly first: Attempt;
}

/** An answer in one line: status and error, or why there is none. */
export function outcomeOf(exchange: LiveExchange): string {
  const { response, failure } = exchange;
  if (response === null) return failure?.message ?? 'no answer';
  const body = readable(createRedaction([exchange]).body(response.body))
    .replace(/\s+/g, ' ')
    .trim();
  const shown = body.length > 200 ? `${body.slice(0, 200)}…` : body;
  return recordIn(exchange) === null ? `${response.status} ${shown}`.trim() : `${response.status}`;
}

/** What was asked for, and whether it was accepted. */
export function record(
  { base }: Pick<Alternative, 'base'>,
  attempt: Pick<Attempt, 'sent'>,
  tried: Calibration['tried'],
  accepted: boolean,
): Calibration {
  const { token_endpoint_auth_method: method, response_types: types, scope } = attempt.sent.request;
  return {
    accepted,
    mediaType: base.mediaType,
    audience: base.audience,
    algorithm: base.algorithm,
    authMethod: typeof method === 'string' ? method : '',
    responseTypes: Array.isArray(types) ? types.map(String) : [],
    scope: typeof scope === 'string' ? scope : '',
    tried,
  };
}

/**
 * Sends the profile's control, and if it is refused its legal alternatives one by one, until one is accepted. A media type
 * that gets past a 415 is kept for those that follow. A success status without a client record (RFC 7591 3.2.1) is no
 * acceptance, but no refusal either.
 * Throws a TargetError when the target gives no answer at all.
 */
export async function calibrate(
  ground: Ground,
  input: AlternativeInput,
  stop: Stop,
  choices: readonly Alternative[] = alternatives(input),
): Promise<Calibrated> {
  const tried: { change: string; outcome: string }[] = [];
  const url = ground.target.endpoints.registration;
  const seen = new Set<string>();
  let mediaType: string | null = null;
  let first: { attempt: Attempt; choice: Alternative } | null = null;
  let recordless: { attempt: Attempt; choice: Alternative; origin: Origin } | null = null;
  for (const [index, alternative] of choices.entries()) {
    if (stop.reason !== null && first !== null) break;
    const kept: string | null = mediaType;
    const choice: Alternative =
      kept === null
        ? alternative
        : { ...alternative, base: { ...alternative.base, mediaType: kept } };
    const origin = { caseId: calibrationId(ground), label: `attempt-${index}` };
    const draft = JSON.stringify(choice.base);
    if (seen.has(draft)) continue;
    seen.add(draft);
    const attempt = await sendRegistration(ground, choice.base, {
      ...origin,
      method: 'POST',
      url,
      variant: choice.base.variant,
      patience: freshPatience(),
    });
    tried.push({ change: choice.change, outcome: outcomeOf(attempt.exchange) });
    if (first === null && attempt.exchange.response === null) {
      const failure = attempt.exchange.failure ?? { kind: 'aborted', message: 'no answer' };
      throw unreachable(url, failure);
    }
    first ??= { attempt, choice };
    const client = clientOf(attempt);
    if (client !== null) {
      const calibration = record(choice, attempt, tried, true);
      const opened = { ...choice, client, origin, attempt };
      return { calibration, opened, first: first.attempt };
    }
    if (lacksRecord(attempt.exchange)) recordless ??= { attempt, choice, origin };
    const unsupported = first.attempt.exchange.response?.status === 415;
    const past = unsupported && attempt.exchange.response?.status !== 415;
    if (past && attempt.exchange.response !== null) mediaType ??= choice.base.mediaType;
  }
  if (first === null) throw new Error('calibration has nothing to send');
  const { choice, attempt } = recordless ?? first;
  const calibration = record(choice, attempt, tried, false);
  const opened =
    recordless === null ? null : { ...choice, attempt, client: null, origin: recordless.origin };
  return { calibration, opened, first: first.attempt };
}

/** What is most likely wrong, as a question. */
function questionFor({ sent, exchange }: Attempt, supplied: boolean): string {
  if (sent.softwareStatement === '') {
    return exchange.request.headers.some(([name]) => name.toLowerCase() === 'authorization')
      ? 'does it take the initial access token, and is there a value in the request that its policy refuses?'
      : 'does it want an initial access token (--initial-access-token), and is there a value in the request that its policy refuses?';
  }
  return supplied
    ? 'does it trust the directory of the SSA, and is --signing-key under its --signing-kid in the key set that the SSA names?'
    : 'does it trust keys/directory.jwks.json, and can it fetch the key set that the SSA names?';
}

/** The error for a target that accepts no legal registration: its answer first, then what was sent and tried. */
export function refusedControl(
  { calibration, first }: Calibrated,
  remarks: readonly string[],
  supplied: boolean,
): TargetError {
  const { ssa, request } = first.sent;
  const claims = { ...request, software_statement: ssa };
  return new TargetError(
    `the target refuses a valid registration: ${outcomeOf(first.exchange)}`,
    [
      ...remarks,
      questionFor(first, supplied),
      ...calibration.tried.map(({ change, outcome }) => `tried with ${change}: ${outcome}`),
      `sent as ${calibration.mediaType}: ${JSON.stringify(claims)}`,
    ].join('\n'),
  );
}
