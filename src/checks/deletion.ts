import type { Exchange } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import { judge } from './judge.ts';
import { noAnswer } from './no-answer.ts';
import { ROW } from './rows.ts';
import { shown } from './shown.ts';

/** A successful deletion answers 204 without a body (RFC 7592 2.3). */
export function deletionFindings(input: { exchange: Exchange; weigh: Weigh }): Finding[] {
  const { exchange, weigh } = input;
  const status = { check: 'deletion.status', requirement: ROW.deleted, expected: 'status 204' };
  const nothing = noAnswer({ ...status, exchange, weigh });
  if (nothing) return [nothing];
  const { status: code = 0, body = '' } = exchange.response ?? {};
  const empty = { check: 'deletion.empty', requirement: ROW.deleted, expected: 'an empty body' };
  return [
    ...judge(
      { ...status, message: 'The deletion has the right status.' },
      weigh,
      code === 204
        ? []
        : [
            {
              ...status,
              actual: `status ${code}`,
              message: 'A deletion by its owner did not answer 204.',
            },
          ],
    ),
    ...judge(
      { ...empty, message: 'The deletion has no body.' },
      weigh,
      code < 300 && body !== ''
        ? [{ ...empty, actual: shown(body), message: 'The deletion has a body.' }]
        : [],
    ),
  ];
}
