import type { LiveExchange } from '../wire.ts';

type Headers = readonly (readonly [name: string, value: string])[];

export interface Parts {
  readonly url?: string;
  readonly headers?: Headers;
  readonly body?: string | null;
  readonly answer?: string;
  readonly answerHeaders?: Headers;
}

/** An exchange with its credentials; a test names only what it is about. */
export function liveExchange(parts: Parts): LiveExchange {
  return {
    request: {
      method: 'POST',
      url: parts.url ?? 'https://bank.example/register',
      headers: parts.headers ?? [],
      body: parts.body ?? null,
    },
    response: { status: 200, headers: parts.answerHeaders ?? [], body: parts.answer ?? '' },
    failure: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    tls: null,
    curl: '',
    identity: 'none',
    rawBody: null,
  };
}
