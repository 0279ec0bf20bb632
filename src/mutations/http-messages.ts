import { gzipSync } from 'node:zlib';
import type { HttpMessage, SignedDraft } from '../model/draft.ts';
import { along, type Facts, http, type Stimulus, warned } from './stimulus.ts';

type Body = HttpMessage['body'];

function withHeader(message: HttpMessage, name: string, value: string | null): HttpMessage {
  const others = message.headers.filter(([other]) => other.toLowerCase() !== name);
  return { ...message, headers: value === null ? others : [[name, value], ...others] };
}

function contentType(message: HttpMessage): string {
  return message.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

function sent(
  id: string,
  title: string,
  path: string,
  facts: Partial<Facts>,
  apply: Parameters<typeof http>[1],
): Stimulus {
  return http(
    {
      id: `http.${id}`,
      title,
      path: `http.${path}`,
      area: 'transport',
      situation: 'media-type',
      ...facts,
    },
    apply,
  );
}

const OTHER_MEDIA_TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/xml',
];

const mediaTypes = OTHER_MEDIA_TYPES.map((type) =>
  sent(
    `media-type.${type.replaceAll(/[^a-z]+/g, '-')}`,
    `a request JWT as ${type}`,
    'headers.content-type',
    {
      touches: ['OBUK-jws-1', 'CDRAU-registration-errors-3'],
      why: 'OpenAPI lists the media types; no clause obliges a server to refuse others.',
      core: type === 'text/plain',
      put: type === 'text/plain',
    },
    (message) =>
      withHeader(
        message,
        'content-type',
        type === 'multipart/form-data' ? `${type}; boundary=x` : type,
      ),
  ),
);

/** A probe: which types and encodings a server reads is its own affair. */
const UNREAD = along('A server may refuse the type or encoding of a body (415).', 'OBUK-jws-1');

/** Spellings of the media type that a server may take or refuse. */
const SPELLINGS: readonly (readonly [
  slug: string,
  title: string,
  (type: string) => string | null,
  strictly?: Partial<Facts>,
])[] = [
  ['absent', 'without a media type', () => null, UNREAD],
  ['upper-case', 'whose media type is in upper case', (type) => type.toUpperCase()],
  [
    'charset',
    'whose media type has the parameter charset=utf-8',
    (type) => `${type}; charset=utf-8`,
  ],
  [
    'bad-charset',
    'whose media type has a charset nobody knows',
    (type) => `${type}; charset=x-unknown`,
  ],
  ['utf-16', 'whose media type claims UTF-16', (type) => `${type}; charset=utf-16`],
  ['json', 'as application/json', () => 'application/json', UNREAD],
  ['jose', 'as application/jose', () => 'application/jose'],
  ['jwt', 'as application/jwt', () => 'application/jwt'],
  ['malformed', 'whose media type is malformed', () => 'application', UNREAD],
];

const spellings = SPELLINGS.map(([slug, title, make, strictly = {}]) =>
  sent(
    `media-type.${slug}`,
    `a request JWT ${title}`,
    'headers.content-type',
    strictly,
    (message) => withHeader(message, 'content-type', make(contentType(message))),
  ),
);

function body(
  slug: string,
  title: string,
  make: (signed: SignedDraft) => Body,
  facts: Partial<Facts> = {},
  type?: string,
): Stimulus {
  const path = type === undefined ? 'body' : 'body + http.headers.content-type';
  return sent(
    `body.${slug}`,
    title,
    path,
    {
      breaks: ['OBUK-jws-1', 'RFC7515-5.2-1'],
      situation: type === undefined ? 'request-malformed' : 'media-type',
      ...facts,
    },
    (message, signed) => ({
      ...(type === undefined ? message : withHeader(message, 'content-type', type)),
      body: make(signed),
    }),
  );
}

const bodies = [
  body('empty', 'an empty body', () => '', { core: true }),
  body(
    'json-claims',
    'the claims as JSON instead of a JWT',
    ({ draft, ssa }) => JSON.stringify({ ...draft.request.claims, software_statement: ssa }),
    { core: true },
    'application/json',
  ),
  body('json-claims-as-jwt', 'the claims as JSON under the media type of a JWT', ({ draft, ssa }) =>
    JSON.stringify({ ...draft.request.claims, software_statement: ssa }),
  ),
  body('json-empty', 'an empty JSON object', () => '{}', {}, 'application/json'),
  body(
    'form',
    'a request JWT as a form field',
    ({ request }) => `request=${request}`,
    {},
    'application/x-www-form-urlencoded',
  ),
  body(
    'json-wrapped',
    'a request JWT inside a JSON object',
    ({ request }) => JSON.stringify({ request }),
    {},
    'application/json',
  ),
  body('binary', 'bytes that are no text', () => Uint8Array.from({ length: 256 }, (_, i) => i)),
  body(
    'json-string',
    'a request JWT as a JSON string',
    ({ request }) => JSON.stringify(request),
    {
      breaks: [],
      ...UNREAD,
      why: 'OpenAPI says application/json with a string, which one may read either way.',
    },
    'application/json',
  ),
];

const compression = [
  sent(
    'content-encoding.gzip-lie',
    'a request JWT that is said to be compressed and is not',
    'headers.content-encoding',
    UNREAD,
    (message) => withHeader(message, 'content-encoding', 'gzip'),
  ),
  sent(
    'content-encoding.gzip',
    'a request JWT compressed with gzip',
    'headers.content-encoding + http.body',
    UNREAD,
    (message, signed) => ({
      ...withHeader(message, 'content-encoding', 'gzip'),
      body: gzipSync(signed.request),
    }),
  ),
];

/** Methods other than POST on the registration endpoint itself. */
const methods = ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
  sent(
    `method.${method.toLowerCase()}`,
    `a ${method} to the registration endpoint`,
    method === 'GET' || method === 'DELETE'
      ? 'method + http.body + http.headers.content-type'
      : 'method',
    {
      breaks: ['RFC7592-2-3'],
      touches: ['CDRAU-registration-errors-3'],
      situation: 'method',
      whenAccepted: warned('RFC 7592 speaks of the endpoint of one client, not of the collection.'),
      core: method === 'PUT',
    },
    (message) =>
      method === 'GET' || method === 'DELETE'
        ? { ...withHeader(message, 'content-type', null), method, body: null }
        : { ...message, method },
  ),
);

const accept = [
  sent('accept.absent', 'a request JWT without an Accept header', 'headers.accept', {}, (message) =>
    withHeader(message, 'accept', null),
  ),
  sent('accept.html', 'a request JWT that only accepts HTML', 'headers.accept', {}, (message) =>
    withHeader(message, 'accept', 'text/html'),
  ),
];

/** The HTTP message around the request JWT. */
export const httpMessages: readonly Stimulus[] = [
  ...mediaTypes,
  ...spellings,
  ...bodies,
  ...compression,
  ...methods,
  ...accept,
];
