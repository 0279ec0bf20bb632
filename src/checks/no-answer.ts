import type { Exchange } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import { shortText } from './shown.ts';

const HARNESS_SIDE = new Set(['refused', 'dns', 'proxy', 'aborted']);

const DROPS = new Set(['tls', 'reset', 'protocol']);

/** True when the server ended the connection instead of answering: by a TLS alert, a reset, or bytes that are no HTTP. */
export function isDropped(exchange: Exchange): boolean {
  return exchange.response === null && DROPS.has(exchange.failure?.kind ?? '');
}

const WORDING: Readonly<Record<string, string>> = {
  timeout: 'The server did not answer in time.',
  reset: 'The server dropped the connection instead of answering.',
  tls: 'The TLS connection failed.',
  protocol: 'The answer is not valid HTTP.',
  'too-large': 'The answer is larger than the harness reads.',
};

interface Input {
  readonly check: string;
  readonly requirement: string;
  readonly expected: string;
  readonly exchange: Exchange;
  readonly weigh: Weigh;
}

const TOO_MANY = /\brate[\s_-]?limit|\btoo[\s_-]many[\s_-]requests\b|\bthrottl|\bquota\b/i;

/** True for a request to come back later: 429, 503 that names a time, or an error that gateways word for themselves. It says nothing about what was sent. */
export function isBusy({ response }: Exchange): boolean {
  if (response === null || response.status < 400) return false;
  const { status, headers, body } = response;
  if (status === 429) return true;
  const named = headers.some(([name]) => name.toLowerCase() === 'retry-after');
  if (status === 503 && named) return true;
  // What a crash says may name any part of the server.
  return (status < 500 || status === 503) && TOO_MANY.test(body);
}

/** A finding when there is nothing to judge: no response (the server's fault or not), or a request to come back later. Null otherwise. */
export function noAnswer(input: Input): Finding | null {
  const { check, requirement, expected, exchange, weigh } = input;
  if (isBusy(exchange)) {
    const status = exchange.response?.status ?? 0;
    return {
      check,
      requirement,
      verdict: 'inconclusive',
      expected,
      actual: `status ${status}`,
      message: 'The server asks to come back later; nothing was learnt.',
    };
  }
  if (exchange.response !== null) return null;
  const kind = exchange.failure?.kind ?? 'aborted';
  const outside = HARNESS_SIDE.has(kind);
  return {
    check,
    requirement,
    verdict: outside ? 'inconclusive' : weigh(requirement),
    expected,
    actual: `no response: ${shortText(exchange.failure?.message ?? kind)}`,
    message: outside
      ? 'The server could not be reached.'
      : (WORDING[kind] ?? 'There is no answer.'),
  };
}
