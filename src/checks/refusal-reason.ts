import type { Exchange } from '../model/exchange.ts';
import type { Answer } from '../model/profile.ts';
import { parseObject } from './json-text.ts';

/**
 * Statuses that, right or wrong, are about the request that was refused: its content, and where a credential is the
 * defect, the credential. A status of the error table counts anyway.
 */
const ABOUT_THE_REQUEST: Readonly<Record<Answer['body'], readonly number[]>> = {
  registration: [400, 422],
  token: [400, 401, 403],
  bearer: [400, 401, 403, 404],
  any: [],
};

/** What a status speaks of that has nothing to do with the content of the request (RFC 9110 15.5). */
const SPEAKS_OF: Readonly<Record<number, string>> = {
  401: 'who asks',
  403: 'who asks',
  404: 'an endpoint that is not there',
  405: 'the method',
  407: 'who asks',
  408: 'a slow request',
  409: 'a conflict with what is there already',
  410: 'an endpoint that is not there',
  415: 'the media type',
};

/** Error codes of OAuth that are about who asks, or about the moment (RFC 6749 5.2 and 4.1.2.1, RFC 6750 3.1). */
const OTHER_CODES: Readonly<Record<string, string>> = {
  access_denied: 'who asks',
  insufficient_scope: 'who asks',
  invalid_client: 'who asks',
  invalid_token: 'who asks',
  unauthorized_client: 'who asks',
  server_error: 'trouble of the server',
  slow_down: 'too many requests',
  temporarily_unavailable: 'trouble of the server',
};

/** A second registration of the same client, or a second use of the same jti; a claim that stands there twice is neither. */
const DUPLICATE =
  /\balready\s+(been\s+)?(registered|exists?|existing|onboarded|used|in\s+use)\b|\b(registered|exists?)\s+already\b|\bduplicated?\s+(client|registration|software|application|jti)\b|\bwas\s+used\s+before\b/i;

/** True for an answer that says that the client, or the jti, is known already. */
export function saysDuplicate(exchange: Exchange): boolean {
  const { status = 0, body = '' } = exchange.response ?? {};
  return status === 409 || (status >= 400 && status < 500 && DUPLICATE.test(body));
}

/**
 * What a refusal speaks of, where that is not the defect that was sent: such an answer does not show that the defect
 * is refused. Null where the refusal may well be for the defect. `statuses` are right whatever else they may mean.
 */
export function otherReason(
  exchange: Exchange,
  { body }: Answer,
  statuses: readonly number[],
): string | null {
  const { status = 0, body: text = '' } = exchange.response ?? {};
  if (!statuses.includes(status) && !ABOUT_THE_REQUEST[body].includes(status)) {
    return SPEAKS_OF[status] ?? 'something else';
  }
  if (body !== 'registration') return null;
  if (saysDuplicate(exchange)) return 'a duplicate';
  const code = parseObject(text)?.error;
  return typeof code === 'string' ? (OTHER_CODES[code] ?? null) : null;
}
