import type { Answer } from '../answer.ts';
import { oauthError } from '../answer.ts';
import { bodyOf, isRecord, withHeader } from '../faults/edit.ts';
import type { Hooks } from '../faults/fault.ts';
import { type Variant, variant } from './variant.ts';

const MEDIA_TYPES = 'RFC 9110 8.3.1: type and subtype are case-insensitive, parameters may follow.';
const REPRESENTATION = 'RFC 8259 2: whitespace between tokens means nothing.';

function labelled(value: string): Hooks {
  return {
    answer: (answer) =>
      answer.headers.some(([name, old]) => name === 'content-type' && old === 'application/json')
        ? withHeader(answer, 'content-type', value)
        : answer,
  };
}

function spelled(spell: (body: string) => string): Hooks {
  return {
    answer: (answer) =>
      bodyOf(answer) === null ? answer : { ...answer, body: spell(answer.body ?? '') },
  };
}

const BUSY = (): Answer => ({
  ...oauthError(429, 'temporarily_unavailable', 'too many requests'),
  headers: [['retry-after', '1']],
});

export const httpVariants: readonly Variant[] = [
  variant(
    'charset',
    'adds a charset to media types',
    MEDIA_TYPES,
    labelled('application/json; charset=utf-8'),
  ),
  variant(
    'charset-tight',
    'adds a charset in capitals, without a space',
    MEDIA_TYPES,
    labelled('application/json;charset="UTF-8"'),
  ),
  variant(
    'media-type-in-capitals',
    'spells media types in capitals',
    MEDIA_TYPES,
    labelled('Application/JSON'),
  ),
  variant(
    'headers-in-capitals',
    'spells header names in capitals',
    'RFC 9110 5.1: names are case-insensitive.',
    {
      delivery: () => 'capitals',
    },
  ),
  variant('chunked', 'sends bodies in chunks', 'RFC 9112 7.1.', {
    delivery: ({ body }) => (body === null || body === '' ? null : 'chunked'),
  }),
  variant('no-keep-alive', 'closes the connection after each answer', 'RFC 9112 9.6.', {
    answer: (answer) => withHeader(answer, 'connection', 'close'),
  }),
  variant('slow-registration', 'takes 300 ms for a registration', 'No clause sets a time.', {
    delivery: (_answer, { route }) => (route === 'registration' ? { delayMs: 300 } : null),
  }),
  variant('busy-now-and-then', 'answers every 40th registration with 429', 'RFC 6585 4.', {
    intercept: ({ route, nth }) => (route === 'registration' && nth % 40 === 0 ? BUSY() : null),
  }),
  variant(
    'location',
    'names the place of a new client',
    'RFC 9110 15.3.2: a 201 may have a Location.',
    {
      answer: (answer, { route }) =>
        route === 'registration' && answer.status === 201
          ? withHeader(answer, 'location', '/register/new')
          : answer,
    },
  ),
  variant('stricter-caching', 'says more about caching than it has to', 'RFC 9111 5.2.2.', {
    answer: (answer) =>
      withHeader(
        answer,
        'cache-control',
        'private, no-cache, no-store, max-age=0, must-revalidate',
      ),
  }),
  variant(
    'no-caching-headers-on-records',
    'says nothing about caching of records without a secret',
    'RFC 6749 5.1 speaks of credentials.',
    {
      answer: (answer, context) =>
        isRecord(answer, context)
          ? withHeader(withHeader(answer, 'cache-control', null), 'pragma', null)
          : answer,
    },
  ),
  variant(
    'pretty-json',
    'indents its JSON and ends it with a line break',
    REPRESENTATION,
    spelled((body) => `${JSON.stringify(JSON.parse(body), null, 2)}\r\n`),
  ),
  variant(
    'escaped-json',
    'escapes slashes in its JSON',
    'RFC 8259 7: any character may be escaped.',
    spelled((body) => body.replaceAll('/', '\\/').replaceAll('@', '\\u0040')),
  ),
  variant(
    'no-interaction-id',
    'sends no x-fapi-interaction-id',
    'FAPI 1.0 Part 1, 6.2.1 is about resources.',
    {
      answer: (answer) => withHeader(answer, 'x-fapi-interaction-id', null),
    },
  ),
  ...[-50, 150].map((seconds) =>
    variant(
      seconds < 0 ? 'clock-50-s-slow' : 'clock-150-s-fast',
      `has a clock that is ${Math.abs(seconds)} s ${seconds < 0 ? 'slow' : 'fast'}`,
      'RFC 7519 4.1.4: leeway of no more than a few minutes.',
      { clockOffset: seconds },
    ),
  ),
  ...['application/jwt', 'application/jose', 'application/json'].map((type) =>
    variant(
      `${type.replace('application/', '')}-only`,
      `reads registrations under ${type} only`,
      'The artefacts of DCR v3.3 name three media types (requirements research 5.1).',
      { mediaTypes: [type] },
    ),
  ),
];
