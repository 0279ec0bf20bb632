import type { SentRegistration } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { JsonObject } from '../model/json.ts';
import type { Token } from './token.ts';
import type { GivenAnswer, Transaction } from './transaction.ts';
import { issuedAt } from './transaction-findings.ts';

const UNSEEN = [
  ['content-type', 'application/json'],
  ['cache-control', 'no-store'],
] as const;

/** The answer as the checks take one. What only a body does not show is filled in as right, so that nothing is said about it. */
export function exchangeOf(answer: GivenAnswer, request: Token | null, status: number): Exchange {
  return {
    request: {
      method: answer.method ?? 'POST',
      url: '',
      headers: [],
      body: request?.compact?.text ?? null,
    },
    response: {
      status: answer.status ?? status,
      headers: answer.headers ?? UNSEEN,
      body: answer.body.text,
    },
    failure: null,
    startedAt: '',
    durationMs: 0,
    tls: null,
    curl: '',
  };
}

/** What was sent; without the request the record is only held against the statement that it returns. */
export function sentOf({ request, ssa, answer }: Transaction): SentRegistration {
  const statement = ssa ?? answer?.statement ?? null;
  const uris = answer?.record?.redirect_uris;
  const alone: JsonObject = uris === undefined ? {} : { redirect_uris: uris };
  return {
    request: request?.claims ?? alone,
    ssa: statement?.claims ?? {},
    softwareStatement: statement?.compact?.text ?? '',
  };
}

/** The operation that was answered, as far as it shows. */
export function operationOf({ method, status }: GivenAnswer): 'post' | 'get' | 'put' {
  const said = method?.toLowerCase();
  if (said === 'post' || said === 'get' || said === 'put') return said;
  // Without the method a 200 may answer a read or an update.
  return status === 200 ? 'put' : 'post';
}

function dateOf({ headers }: GivenAnswer): number | null {
  const text = headers?.find(([name]) => name.toLowerCase() === 'date')?.[1];
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}

/** When the answer came, as far as it says; else, and for records that may be read at any time, when the client was issued. */
export function answeredAt(transaction: Transaction, now: number): number {
  const { answer } = transaction;
  const date = answer === null ? null : dateOf(answer);
  const issued = issuedAt(transaction);
  if (date !== null && answer !== null && operationOf(answer) === 'post') return date;
  return issued !== null && issued <= (date ?? now) ? issued : (date ?? now);
}
