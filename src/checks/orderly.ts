import type { Exchange } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import { readJson } from '../model/json.ts';
import { judge } from './judge.ts';
import { isJson } from './media-type.ts';
import { isDropped, noAnswer } from './no-answer.ts';
import { ROW } from './rows.ts';
import { shortText, shown } from './shown.ts';

export interface OrderlyInput {
  readonly exchange: Exchange;
  /** The row that the probe is about. */
  readonly requirement: string;
  /** The row that a broken answer breaks: RFC 7591 3.2.2 where the probe is a registration, and this is left out. */
  readonly brokenRow?: string;
  readonly weigh: Weigh;
  /** A closed connection is as good an answer as any, as the error table of the profile says of some situations. */
  readonly mayDrop?: boolean;
}

/** Judges the answer to a probe: acceptance and refusal are both right; a 5xx, a hang or a broken body is not. */
export function orderlyFindings(input: OrderlyInput): Finding[] {
  const { exchange, requirement, weigh, mayDrop = false, brokenRow = ROW.errorStatus } = input;
  const expected = `any orderly answer${mayDrop ? ', or no connection' : ''}`;
  const probe = { check: 'probe.orderly', requirement, expected };
  if (mayDrop && isDropped(exchange)) {
    const actual = shortText(exchange.failure?.message ?? 'no response');
    const message = 'The server refused by closing the connection.';
    return judge({ ...probe, actual, message }, weigh, []);
  }
  const nothing = noAnswer({ ...probe, requirement: brokenRow, exchange, weigh });
  if (nothing) return [nothing];
  const { status = 0, body = '' } = exchange.response ?? {};
  // 501 and 505 are deliberate answers to a method or version that the server does not know.
  const broke = status >= 500 && status !== 501 && status !== 505;
  const garbled = isJson(exchange) && body !== '' && readJson(body) === undefined;
  const good = { ...probe, actual: `status ${status}`, message: 'The answer is orderly.' };
  if (broke) {
    return judge(good, weigh, [
      {
        requirement: brokenRow,
        expected,
        actual: `status ${status}`,
        message: 'The server broke on this input.',
      },
    ]);
  }
  return judge(
    good,
    weigh,
    garbled
      ? [
          {
            requirement: status >= 400 ? ROW.errorBody : ROW.successBody,
            expected: 'JSON, as the media type says',
            actual: shown(body),
            message: 'The body is not the JSON that the media type promises.',
          },
        ]
      : [],
  );
}
