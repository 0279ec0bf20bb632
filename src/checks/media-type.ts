import { type Exchange, responseHeader } from '../model/exchange.ts';

/** The media type of a response in lower case without parameters; null when there is none. */
export function mediaType(exchange: Exchange): string | null {
  const value = responseHeader(exchange, 'content-type');
  return value === null ? null : (value.split(';')[0] ?? '').trim().toLowerCase();
}

/** True for `application/json` with any parameters. */
export function isJson(exchange: Exchange): boolean {
  return mediaType(exchange) === 'application/json';
}
