import { type Exchange, responseHeader } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import { parseObject } from './json-text.ts';
import { type Deviation, judge } from './judge.ts';
import { isJson } from './media-type.ts';
import { noAnswer } from './no-answer.ts';
import { ROW } from './rows.ts';
import { listed, shown } from './shown.ts';

export interface TokenInput {
  readonly exchange: Exchange;
  readonly weigh: Weigh;
  /** The row that a refused or malformed token request breaks. */
  readonly requirement: string;
}

/** A token response (RFC 6749 5.1): 200, JSON, access_token and token_type strings, numeric expires_in, not for caches. Token values are never shown. */
export function tokenFindings({ exchange, weigh, requirement }: TokenInput): Finding[] {
  const status = { check: 'token.status', requirement, expected: 'status 200' };
  const nothing = noAnswer({ ...status, exchange, weigh });
  if (nothing) return [nothing];
  const { status: code = 0, body = '' } = exchange.response ?? {};
  const answer = parseObject(body);
  const actual = `status ${code}${code === 200 ? '' : `: ${shown(answer?.error)}`}`;
  const issued = judge(
    { ...status, message: 'A token was issued.' },
    weigh,
    code === 200 ? [] : [{ ...status, actual, message: 'The token request was refused.' }],
  );
  if (code < 200 || code > 299) return issued;
  const shape = {
    check: 'token.shape',
    requirement,
    expected: 'JSON with access_token and token_type',
  };
  const broken: string[] = [];
  if (!isJson(exchange)) broken.push('another media type than application/json');
  if (answer === null) broken.push('no JSON object');
  for (const name of answer === null ? [] : ['access_token', 'token_type']) {
    const value = answer?.[name];
    if (typeof value !== 'string' || value === '') broken.push(`${name} is no text`);
  }
  const lifetime = answer?.expires_in ?? null;
  if (lifetime !== null && typeof lifetime !== 'number') broken.push('expires_in is no number');
  const caching = {
    check: 'token.caching',
    requirement: ROW.noStore,
    expected: 'Cache-Control: no-store',
  };
  const header = responseHeader(exchange, 'cache-control');
  return [
    ...issued,
    ...judge(
      { ...shape, message: 'The token response has the right shape.' },
      weigh,
      broken.map((actual) => ({ ...shape, actual, message: 'The token response is malformed.' })),
    ),
    ...judge(
      { ...caching, message: 'The token is not left to caches.' },
      weigh,
      /(^|[\s,])no-store([\s,]|$)/i.test(header ?? '')
        ? []
        : [
            {
              ...caching,
              actual: shown(header ?? undefined),
              message: 'The token may be kept by caches.',
            },
          ],
    ),
  ];
}

export interface TokenErrorInput {
  readonly exchange: Exchange;
  readonly weigh: Weigh;
  /** Acceptable `error` codes, the best first. */
  readonly codes: readonly string[];
}

/** The body of a refused token request (RFC 6749 5.2): a JSON object with one of `codes` as `error`. */
export function tokenErrorFindings({ exchange, weigh, codes }: TokenErrorInput): Finding[] {
  const error = parseObject(exchange.response?.body);
  const code = error?.error;
  const body = {
    check: 'refusal.body',
    requirement: ROW.invalidClient,
    expected: `JSON with error ${listed(codes)}`,
    actual: error === null ? shown(exchange.response?.body || 'an empty body') : shown(code),
  };
  const deviations: Deviation[] = [];
  if (typeof code !== 'string')
    deviations.push({ ...body, message: 'The error body has no error code.' });
  else if (codes.length > 0 && !codes.includes(code)) {
    deviations.push({ ...body, message: 'The error code is another one than the clause says.' });
  } else if (!isJson(exchange)) {
    deviations.push({ ...body, verdict: 'warn', message: 'The error is not labelled as JSON.' });
  }
  return judge({ ...body, message: 'The error body has the right code.' }, weigh, deviations);
}
