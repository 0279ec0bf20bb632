import type { RefusalInput } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { isDropped, noAnswer } from './no-answer.ts';
import { leakFindings } from './refusal-leak.ts';
import { shortText } from './shown.ts';

/** Refusals that are about the moment, not about who came. */
const LATER = [408, 429];

/**
 * Judges the answer to a peer that does not show the right certificate: a TLS alert, a connection that ends and any 4xx
 * are all right, as no clause tells them apart; nothing may be given away.
 *
 * @returns findings `refusal.accepted`, `.leak`, as far as the answer allows.
 */
export function turnedAwayFindings(
  input: Pick<RefusalInput, 'exchange' | 'profile' | 'weigh' | 'requirement'> & {
    /** The row that a breakdown breaks; that of an acceptance when left out. */
    readonly brokenRow?: string;
  },
): Finding[] {
  const { exchange, weigh, requirement, brokenRow = requirement } = input;
  const base = {
    check: 'refusal.accepted',
    requirement,
    expected: 'a status from 400 to 499, or no connection',
  };
  if (isDropped(exchange)) {
    const actual = shortText(exchange.failure?.message ?? 'no response');
    const message = 'The server refused by closing the connection.';
    return [{ ...base, verdict: 'pass', actual, message }];
  }
  const nothing = noAnswer({ ...base, requirement: brokenRow, exchange, weigh });
  if (nothing) return [nothing];
  const status = exchange.response?.status ?? 0;
  const actual = `status ${status}`;
  if (LATER.includes(status)) {
    const message = 'The refusal is about the moment: it does not show that the peer is refused.';
    return [{ ...base, verdict: 'inconclusive', actual, message }];
  }
  if (status >= 400 && status < 500) {
    return [
      { ...base, verdict: 'pass', actual, message: 'The request was refused.' },
      ...leakFindings({ ...input, situation: 'no-certificate' }),
    ];
  }
  const accepted = status >= 200 && status < 300;
  const broken = accepted ? requirement : brokenRow;
  return [
    {
      ...base,
      requirement: broken,
      verdict: weigh(broken),
      actual,
      message: accepted ? 'The request was accepted.' : 'The server neither refuses nor accepts.',
    },
  ];
}
