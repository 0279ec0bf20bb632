import { parseObject } from '../checks/json-text.ts';
import { mediaType } from '../checks/media-type.ts';
import { shortText, shown } from '../checks/shown.ts';
import { createRedaction, readable } from '../wire/redact.ts';
import type { LiveExchange } from '../wire/wire.ts';

/** True for an HTML page, whatever its media type says. */
export function isHtml(exchange: LiveExchange): boolean {
  const type = mediaType(exchange);
  return (
    type === 'text/html' ||
    type === 'application/xhtml+xml' ||
    /^\s*<(!doctype\s+html|html)/i.test(exchange.response?.body.slice(0, 500) ?? '')
  );
}

/** What an answer looks like, in a few words: status, error code and description, or the kind of its body. */
export function answerText(exchange: LiveExchange): string {
  const { response, failure } = exchange;
  if (response === null) return shortText(failure?.message ?? 'no answer');
  const { status, body } = response;
  const document = parseObject(body);
  if (document !== null) {
    if (typeof document.error !== 'string') return `${status}, JSON`;
    const { error, error_description: description } = document;
    const redaction = createRedaction([exchange]);
    const words = [error, description]
      .filter((each) => typeof each === 'string')
      .map((each) => shown(readable(redaction.text(each))));
    return `${status} ${words.join(': ')}`;
  }
  if (isHtml(exchange)) return `${status}, an HTML page`;
  if (body === '') return `${status}, no body`;
  return `${status}, ${shown(mediaType(exchange) ?? 'a body without a media type')}`;
}

/** True where a refusal says that it is about the client certificate. */
export function blamesCertificate(exchange: LiveExchange): boolean {
  const { status = 0, body = '' } = exchange.response ?? {};
  return status >= 400 && status < 500 && /\bcertificates?\b|\bm-?tls\b|mutual.tls/i.test(body);
}
