import type { Exchange } from '../model/exchange.ts';
import { curlLine } from './curl.ts';
import { createRedaction, readable } from './redact.ts';
import type { LiveExchange } from './wire.ts';

/** Characters of a body that a record keeps; a 1 MB claim would otherwise stand in the report a dozen times. */
const LONGEST_BODY = 65_536;

function shortened(body: string): string {
  if (body.length <= LONGEST_BODY) return body;
  return `${body.slice(0, LONGEST_BODY)}… (${body.length} characters in all)`;
}

/**
 * The copy of an exchange that goes into results: bearer tokens, other credentials, client assertions and cookies
 * replaced by `${DCR_TOKEN}`-style names, and a curl line with variables of these names. JWTs that our own keys
 * signed to register stay whole. `extra`: names, in lower case, of headers that the user added.
 */
export function recordExchange(
  exchange: LiveExchange,
  extra: ReadonlySet<string> = new Set(),
): Exchange {
  const { request, response } = exchange;
  const redaction = createRedaction([exchange], extra);
  const url = redaction.text(request.url);
  const headers = request.headers.map(
    ([name, value]) => [name, redaction.header(name, value)] as const,
  );
  const body = request.body === null ? null : redaction.body(request.body);
  return {
    request: {
      method: request.method,
      url: readable(url),
      headers: headers.map(([name, value]) => [name, readable(value)]),
      body: body === null ? null : shortened(readable(body)),
    },
    response:
      response === null
        ? null
        : {
            status: response.status,
            headers: response.headers.map(([name, value]) => [
              name,
              readable(redaction.header(name, value)),
            ]),
            body: shortened(readable(redaction.body(response.body))),
          },
    failure: exchange.failure,
    startedAt: exchange.startedAt,
    durationMs: exchange.durationMs,
    tls: exchange.tls,
    curl: curlLine(
      { method: request.method, url, headers, body, identity: exchange.identity },
      exchange.rawBody,
    ),
  };
}
