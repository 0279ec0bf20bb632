import type { Exchange } from '../model/exchange.ts';
import { cutShort } from './cut-short.ts';
import type { SecretBook } from './secret-book.ts';
import {
  bodyPlaces,
  headerPlace,
  headerSecrets,
  LEAST_UNIQUE,
  locationPlaces,
  MOST_CREDENTIALS,
  type Place,
  type Secret,
} from './secrets.ts';

/** Text, or a credential that has been taken out of it. */
export type Segment = string | { readonly variable: string };

/** What is a secret in a run, besides what every exchange carries by itself. */
export interface RedactionRules {
  /** Names, in lower case, of headers that the user added. */
  readonly headers: ReadonlySet<string>;
  readonly book: SecretBook;
}

/** Cuts the credentials of one exchange out of its parts, and out of what is said about it. */
export interface Redaction {
  header(name: string, value: string): readonly Segment[];
  /** A body that was sent: it holds no other secrets than those we put there by name. */
  sent(body: string): readonly Segment[];
  body(text: string): readonly Segment[];
  /** Any other text: what is said about exchanges, which may break off with an ellipsis in the middle of a credential. */
  text(text: string): readonly Segment[];
}

/** By the rules' own headers: what was found in exchanges that results show, are judged by and speak of. */
const COLLECTED = new WeakMap<ReadonlySet<string>, WeakMap<Exchange, readonly Secret[]>>();

function secretsOf(exchange: Exchange, headers: ReadonlySet<string>): readonly Secret[] {
  const known = COLLECTED.get(headers) ?? new WeakMap<Exchange, readonly Secret[]>();
  COLLECTED.set(headers, known);
  const secrets = known.get(exchange) ?? collect(exchange, headers);
  known.set(exchange, secrets);
  return secrets;
}

function collect(exchange: Exchange, headers: ReadonlySet<string>): Secret[] {
  const { request, response } = exchange;
  const found = new Map<string, Secret>();
  const add = (text: string, { start, end, variable }: Place): void => {
    const value = text.slice(start, end);
    if (value.length >= LEAST_UNIQUE) found.set(value, { value, variable });
  };
  const all = [...request.headers, ...(response?.headers ?? [])];
  for (const secret of headerSecrets(all, headers)) {
    if (secret.value.length >= LEAST_UNIQUE) found.set(secret.value, secret);
  }
  for (const [name, value] of all) {
    for (const place of locationPlaces(name, value)) add(value, place);
  }
  // A query is a form too: RFC 6750 2.3 knows tokens in it.
  const [, query] = request.url.split('?', 2);
  for (const body of [query, request.body, response?.body]) {
    const places = bodyPlaces(body ?? '');
    // The body itself is not shown then.
    if (places.length > MOST_CREDENTIALS) continue;
    for (const place of places) add(body ?? '', place);
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

/** Nothing is a secret but what every exchange carries by itself. */
const NO_RULES: RedactionRules = {
  headers: new Set(),
  book: { learn: () => {}, remember: () => {}, places: () => [] },
};

/** Redaction for one or several exchanges of a case. */
export function createRedaction(
  exchanges: readonly Exchange[],
  rules: RedactionRules = NO_RULES,
): Redaction {
  const { headers, book } = rules;
  const secrets = exchanges.flatMap((exchange) => secretsOf(exchange, headers));
  const anywhere = (text: string): Place[] => [
    ...bodyPlaces(text),
    ...occurrences(text, secrets),
    ...book.places(text),
  ];
  return {
    header(name, value) {
      const place = headerPlace(name, value, headers);
      return cut(
        value,
        place === null ? [...locationPlaces(name, value), ...anywhere(value)] : [place],
      );
    },
    sent: (body) => cut(body, [...bodyPlaces(body), ...occurrences(body, secrets)]),
    body(text) {
      const named = bodyPlaces(text);
      if (named.length > MOST_CREDENTIALS)
        return [`(not shown: it holds ${named.length} credentials)`];
      return cut(text, [...named, ...occurrences(text, secrets), ...book.places(text)]);
    },
    text: (text) =>
      cut(text, [
        ...anywhere(text),
        ...cutShort(text, (letters) => secrets.filter(({ value }) => value.startsWith(letters))),
      ]),
  };
}

/** Segments as a person reads them: `${DCR_TOKEN}` in place of a token. */
export function readable(segments: readonly Segment[]): string {
  return segments
    .map((segment) => (typeof segment === 'string' ? segment : `\${${segment.variable}}`))
    .join('');
}
