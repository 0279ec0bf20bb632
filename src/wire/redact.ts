import type { Exchange } from '../model/exchange.ts';
import { bodyPlaces, headerPlace, locationPlaces, type Place } from './secrets.ts';

/** Text, or a credential that has been taken out of it. */
export type Segment = string | { readonly variable: string };

/** Cuts the credentials of one exchange out of its parts, and out of what is said about it. */
export interface Redaction {
  header(name: string, value: string): readonly Segment[];
  body(text: string): readonly Segment[];
  /** Any other text: credentials that the exchange carried are cut out wherever they occur. */
  text(text: string): readonly Segment[];
}

// A shorter value is cut out where it stands as a credential, but not wherever its letters happen to occur.
const LEAST_UNIQUE = 8;

interface Secret {
  readonly value: string;
  readonly variable: string;
}

/** The password inside a Basic credential (RFC 7617 2): a server may repeat it without the encoding. */
function basicPassword(name: string, value: string): string | null {
  const [, encoded] = /^basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(value) ?? [];
  if (encoded === undefined || name.toLowerCase() !== 'authorization') return null;
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return password ?? null;
}

function collect(exchange: Exchange, extra: ReadonlySet<string>): Secret[] {
  const { request, response } = exchange;
  const found = new Map<string, Secret>();
  const add = (text: string, { start, end, variable }: Place): void => {
    const value = text.slice(start, end);
    if (value.length >= LEAST_UNIQUE) found.set(value, { value, variable });
  };
  for (const [name, value] of [...request.headers, ...(response?.headers ?? [])]) {
    const place = headerPlace(name, value, extra);
    for (const each of place === null ? locationPlaces(name, value) : [place]) add(value, each);
    const password = basicPassword(name, value);
    if (password !== null) {
      add(password, { start: 0, end: password.length, variable: 'DCR_PASSWORD' });
    }
  }
  // A query is a form too: RFC 6750 2.3 knows tokens in it.
  const [, query] = request.url.split('?', 2);
  for (const body of [query, request.body, response?.body]) {
    for (const place of bodyPlaces(body ?? '')) add(body ?? '', place);
  }
  return [...found.values()];
}

function occurrences(text: string, secrets: readonly Secret[]): Place[] {
  const places: Place[] = [];
  for (const { value, variable } of secrets) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
      places.push({ start: at, end: at + value.length, variable });
    }
  }
  return places;
}

/** Where places overlap they are one credential: nothing of either must stay. */
function cut(text: string, places: readonly Place[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, variable } of [...places].sort((a, b) => a.start - b.start)) {
    if (start > at) segments.push(text.slice(at, start));
    if (start >= at) segments.push({ variable });
    at = Math.max(at, end);
  }
  if (at < text.length) segments.push(text.slice(at));
  return segments;
}

/** Redaction for one or several exchanges of a case. `extra`: headers the user added, names in lower case. */
export function createRedaction(
  exchanges: readonly Exchange[],
  extra: ReadonlySet<string> = new Set(),
): Redaction {
  const secrets = exchanges.flatMap((exchange) => collect(exchange, extra));
  return {
    header(name, value) {
      const place = headerPlace(name, value, extra);
      return cut(
        value,
        place === null ? [...locationPlaces(name, value), ...occurrences(value, secrets)] : [place],
      );
    },
    body: (text) => cut(text, [...bodyPlaces(text), ...occurrences(text, secrets)]),
    text: (text) => cut(text, occurrences(text, secrets)),
  };
}

/** Segments as a person reads them: `${DCR_TOKEN}` in place of a token. */
export function readable(segments: readonly Segment[]): string {
  return segments
    .map((segment) => (typeof segment === 'string' ? segment : `\${${segment.variable}}`))
    .join('');
}
