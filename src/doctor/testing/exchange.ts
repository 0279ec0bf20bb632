import type { WireFailure } from '../../model/exchange.ts';
import type { LiveExchange } from '../../wire/wire.ts';

export interface Told {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or a value that becomes JSON. */
  readonly body?: unknown;
  /** Instead of an answer. */
  readonly failure?: WireFailure;
  readonly method?: string;
  readonly url?: string;
  readonly startedAt?: string;
  readonly durationMs?: number;
}

/** An exchange as a target would have it. */
export function exchange(told: Told): LiveExchange {
  const { status = 200, headers = {}, body = '', failure = null } = told;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type: Record<string, string> =
    typeof body === 'string' ? {} : { 'content-type': 'application/json' };
  return {
    request: {
      method: told.method ?? 'POST',
      url: told.url ?? 'https://bank.example/register',
      headers: [],
      body: null,
    },
    response:
      failure === null
        ? { status, headers: Object.entries({ ...type, ...headers }), body: text }
        : null,
    failure,
    startedAt: told.startedAt ?? '2026-05-01T12:00:00.000Z',
    durationMs: told.durationMs ?? 100,
    tls: null,
    curl: '',
    identity: 'none',
    rawBody: null,
  };
}
