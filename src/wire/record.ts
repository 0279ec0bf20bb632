import type { Exchange } from '../model/exchange.ts';
import { curlLine } from './curl.ts';
import { createRedaction, type RedactionRules, readable, type Segment } from './redact.ts';
import { maskedText } from './supplied.ts';
import type { LiveExchange } from './wire.ts';

/** Characters of a body that a record keeps; a 1 MB claim would otherwise stand in the report a dozen times. */
export const LONGEST_BODY = 65_536;

const MOST_HEADERS = 100;
const LONGEST_VALUE = 8_192;

export interface RecordRules extends RedactionRules {
  /** Signatures are taken out of JWTs, and contacts masked: the software statements are not ours. */
  readonly mask: boolean;
}

/** `text`, or its beginning and how long it was. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  return `${start}… (${text.length} characters in all)`;
}

type Headers = readonly (readonly [name: string, value: readonly Segment[]])[];

function shownHeaders(headers: Headers): Exchange['request']['headers'] {
  const kept = headers.slice(0, MOST_HEADERS).map(([name, value]) => {
    return [name, shortened(readable(value), LONGEST_VALUE)] as const;
  });
  const rest = headers.length - kept.length;
  return rest > 0 ? [...kept, ['…', `${rest} more headers`]] : kept;
}

/**
 * The copy of an exchange that goes into results: bearer tokens, other credentials, client assertions and cookies
 * replaced by `${DCR_TOKEN}`-style names, and a curl line with variables of these names. JWTs that our own keys
 * signed to register stay whole. `longest`: characters of each body.
 */
export function recordExchange(
  exchange: LiveExchange,
  rules: RecordRules,
  longest = LONGEST_BODY,
): Exchange {
  const { request, response, failure, identity } = exchange;
  const redaction = createRedaction([exchange], rules);
  const masked = (text: string): string => (rules.mask ? maskedText(text) : text);
  const headersOf = (headers: Exchange['request']['headers']): Headers =>
    headers.map(([name, value]) => [name, redaction.header(name, masked(value))] as const);

  const url = redaction.text(request.url);
  const headers = headersOf(request.headers);
  const body = request.body === null ? null : redaction.sent(masked(request.body));
  const hidden = request.body !== null && masked(request.body) !== request.body;
  return {
    request: {
      method: request.method,
      url: shortened(readable(url), LONGEST_VALUE),
      headers: shownHeaders(headers),
      body: body === null ? null : shortened(readable(body), longest),
    },
    response:
      response === null
        ? null
        : {
            status: response.status,
            headers: shownHeaders(headersOf(response.headers)),
            body: shortened(readable(redaction.body(masked(response.body))), longest),
          },
    failure:
      failure === null ? null : { ...failure, message: readable(redaction.text(failure.message)) },
    startedAt: exchange.startedAt,
    durationMs: exchange.durationMs,
    tls: exchange.tls,
    // Only who has the original can repeat a request that is masked.
    curl: curlLine(
      {
        method: request.method,
        url,
        headers,
        body: hidden ? [{ variable: 'DCR_REQUEST' }] : body,
        identity,
      },
      hidden ? null : exchange.rawBody,
    ),
  };
}
