import type { RefusalInput } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { Answer } from '../model/profile.ts';
import { bearerFindings } from './bearer.ts';
import { present } from './compare.ts';
import { parseObject } from './json-text.ts';
import { judge } from './judge.ts';
import { isDropped, noAnswer } from './no-answer.ts';
import { acceptedFinding } from './refusal-accepted.ts';
import { refusalBodyFindings } from './refusal-body.ts';
import { leakFindings } from './refusal-leak.ts';
import { otherReason, saysDuplicate } from './refusal-reason.ts';
import { ROW } from './rows.ts';
import { shortText } from './shown.ts';
import { tokenErrorFindings } from './token.ts';

/**
 * The row that a wrong status, or none, breaks: an error of the registration answers 400; a missing or bad credential
 * and a method that is not offered have their own clauses.
 */
function statusRow(answer: Answer, { situation, requirement }: RefusalInput): string {
  if (answer.body === 'token') return ROW.invalidClient;
  return answer.body === 'bearer' || situation === 'method' ? requirement : ROW.errorStatus;
}

/**
 * Judges an answer that should be an orderly refusal: not accepted, a status of the profile's error table, the body
 * that goes with it, and nothing given away (RFC 7591 3.2.2, RFC 6750 3, RFC 6749 5.2).
 *
 * @returns findings `refusal.accepted`, `.status`, `.media-type`, `.body`, `.code-registered`, `.code-fits`,
 *   `.description`, `.leak`, `.reflection`, as far as the answer allows; `refusal.accepted` passes only for a refusal that may be for the defect; one for another reason is inconclusive.
 */
export function refusalFindings(input: RefusalInput): Finding[] {
  const { exchange, profile, weigh, requirement } = input;
  const answer = profile.errors[input.situation];
  const statuses = [...answer.statuses, ...(input.alsoStatuses ?? [])];
  const expected = `status ${statuses.join(' or ')}${answer.drop ? ', or no connection' : ''}`;
  const base = { check: 'refusal.accepted', requirement, expected };
  if (answer.drop && isDropped(exchange)) {
    return [
      {
        ...base,
        verdict: 'pass',
        actual: shortText(exchange.failure?.message ?? 'no response'),
        message: 'The server refused by closing the connection.',
      },
    ];
  }
  const check = 'refusal.status';
  const silentRow = statusRow(answer, input);
  const nothing = noAnswer({ check, requirement: silentRow, expected, exchange, weigh });
  if (nothing) return [nothing];
  const status = exchange.response?.status ?? 0;
  const success = status >= 200 && status < 300;
  if (success && !speaksOfError(exchange)) return [acceptedFinding(input, expected)];
  const row = success && answer.body === 'any' ? requirement : silentRow;
  const right = statuses.includes(status);
  const refused = right || (status >= 400 && status < 500);
  const known = input.duplicate === true && saysDuplicate(exchange);
  const reason = refused && !known ? otherReason(exchange, answer, statuses) : null;
  const accepted: Finding = {
    ...base,
    ...(reason === null
      ? { verdict: 'pass', message: 'The request was refused.' }
      : {
          verdict: 'inconclusive',
          message: `The refusal speaks of ${reason}: it does not show that the defect is refused.`,
        }),
    actual: `status ${status}`,
  };
  return [
    ...(refused ? [accepted] : []),
    ...judge(
      {
        check,
        requirement: row,
        expected,
        actual: `status ${status}`,
        message: 'The status fits.',
      },
      weigh,
      right
        ? []
        : [{ requirement: row, expected, actual: `status ${status}`, message: wording(status) }],
    ),
    ...bodyFindings(input, answer, status),
    ...leakFindings(input),
  ];
}

/** True for the error object of a refusal, whatever the status: a code, and nothing that a success would give. */
function speaksOfError(exchange: Exchange): boolean {
  const body = parseObject(exchange.response?.body);
  if (body === null || typeof body.error !== 'string') return false;
  return !['client_id', 'access_token', 'active'].some((name) => present(body[name]));
}

function wording(status: number): string {
  if (status >= 200 && status < 300) return 'The server refuses with the status of a success.';
  if (status >= 500) return 'The server broke instead of refusing.';
  if (status >= 300 && status < 400) return 'The server redirects instead of refusing.';
  return status < 300
    ? 'The answer is not final.'
    : 'The refusal has another status than the clause says.';
}

function bodyFindings(input: RefusalInput, answer: Answer, status: number): Finding[] {
  if (answer.body === 'registration' && status === 400)
    return refusalBodyFindings(input, answer.codes);
  // RFC 6750 3: whoever is refused for want of a token is told how to bring one, whatever the status.
  const asks = status === 401 || (status === 400 && answer.statuses.includes(status));
  if (answer.body === 'bearer' && asks) {
    return bearerFindings({ ...input, presented: input.situation === 'token-invalid' });
  }
  if (answer.body === 'token' && (status === 400 || status === 401)) {
    return tokenErrorFindings({ ...input, codes: answer.codes });
  }
  return [];
}
