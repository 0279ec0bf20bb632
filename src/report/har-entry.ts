import { Buffer } from 'node:buffer';
import { type Exchange, responseHeader } from '../model/exchange.ts';

type Pairs = readonly (readonly [string, string])[];

function named(pairs: Pairs) {
  return pairs.map(([name, value]) => ({ name, value }));
}

/** `url` with everything percent-encoded that no URI holds; what was taken out of it when it was recorded stays as it is. */
function uri(url: string): string {
  return url.replace(/[^\x21-\x7e]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

function query(url: string): Pairs {
  return URL.canParse(url) ? [...new URL(url).searchParams] : [];
}

/** A value of -1 is HAR's way to say that it was not measured. */
const UNMEASURED = { headersSize: -1, bodySize: -1 };
/** What the harness speaks; cookies stand among the headers. */
const COMMON = { httpVersion: 'HTTP/1.1', cookies: [] };

function request({ method, url, headers, body }: Exchange['request']) {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return {
    method,
    url: uri(url),
    ...COMMON,
    headers: named(headers),
    queryString: named(query(url)),
    ...(body === null ? {} : { postData: { mimeType: type, text: body } }),
    ...UNMEASURED,
  };
}

/** Without an answer the status is 0, and `_error` says why, as browsers write it. */
function response(exchange: Exchange) {
  const text = exchange.response?.body ?? '';
  return {
    status: exchange.response?.status ?? 0,
    statusText: '',
    ...COMMON,
    headers: named(exchange.response?.headers ?? []),
    content: {
      size: Buffer.byteLength(text),
      mimeType: responseHeader(exchange, 'content-type') ?? 'x-unknown',
      text,
    },
    redirectURL: responseHeader(exchange, 'location') ?? '',
    ...UNMEASURED,
    ...(exchange.failure === null
      ? {}
      : { _error: `${exchange.failure.kind}: ${exchange.failure.message}` }),
  };
}

/** `exchange` as an entry of HAR 1.2 on page `pageref`. */
export function entry(exchange: Exchange, pageref: string) {
  const { startedAt, durationMs, tls } = exchange;
  return {
    pageref,
    startedDateTime: startedAt,
    time: durationMs,
    request: request(exchange.request),
    response: response(exchange),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    ...(tls === null ? {} : { _tls: tls }),
  };
}
