import { responseHeader } from '../../model/exchange.ts';
import type { LiveExchange } from '../../wire/wire.ts';

/** What is known of a registration that named no client. */
export interface Fate {
  readonly event: 'refused' | 'unclear';
  readonly why: string;
}

/** Failures before a target got the request: no connection, or none that its TLS took. */
const NOT_SENT: ReadonlySet<string> = new Set(['refused', 'dns', 'proxy', 'tls']);

/** Server errors that say what was not done: RFC 9110 15.6.2, 15.6.6. */
const NOT_DONE: ReadonlySet<number> = new Set([501, 505]);

/** Plain http that the port of `endpoint`, which speaks TLS, hung up on: it was no request to that server. */
function hungUp({ request, failure }: LiveExchange, endpoint: string): boolean {
  const [sent, meant] = [new URL(request.url), new URL(endpoint)];
  const plain = sent.protocol === 'http:' && meant.protocol === 'https:';
  return plain && sent.host === meant.host && failure?.kind === 'reset';
}

function firstLook(exchange: LiveExchange, endpoint: string): Fate {
  const { response, failure } = exchange;
  if (response === null) {
    const unsent = NOT_SENT.has(failure?.kind ?? '') || hungUp(exchange, endpoint);
    const event = unsent ? 'refused' : 'unclear';
    return { event, why: `no whole answer to its registration: ${failure?.message ?? ''}` };
  }
  const { status } = response;
  const answered = `its registration was answered ${status}`;
  if (status >= 200 && status <= 299) {
    return { event: 'unclear', why: `${answered} without a client record` };
  }
  const later = status === 503 && responseHeader(exchange, 'retry-after') !== null;
  const definite = (status >= 300 && status <= 499) || NOT_DONE.has(status) || later;
  return { event: definite ? 'refused' : 'unclear', why: answered };
}

/**
 * Whether a registration at `endpoint` whose answer names no client may have made one all the same. Only a refusal is definite: a 3xx,
 * a 4xx, a 501 or 505, a 503 that says when to come again; and none of them where the request went out twice, because
 * the first may have been carried out.
 */
export function fateOf(exchange: LiveExchange, endpoint: string): Fate {
  const fate = firstLook(exchange, endpoint);
  if (exchange.resent !== true) return fate;
  return { event: 'unclear', why: `${fate.why}, after it was sent a second time` };
}
