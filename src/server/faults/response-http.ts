import type { Answer } from '../answer.ts';
import { isRecord, secretOf, withHeader } from './edit.ts';
import type { AnswerContext, Fault } from './fault.ts';
import { DEFAULTS } from './rows.ts';

type Operation = 'post' | 'get' | 'put';

const OPERATIONS: readonly Operation[] = ['post', 'get', 'put'];

const BODY = ['RFC7591-3.2.1-1'];

/** Rows about the status of a success. */
const STATUS_ROWS: Readonly<Record<Operation, readonly string[]>> = {
  post: ['RFC7591-3.2-1', 'OBUK-post-1'],
  // Where RFC 7592 alone speaks of reading, an answer of 200 is what its clause on updates asks for as well.
  get: ['OBUK-get-1', 'RFC7592-2.2-8'],
  put: ['RFC7592-2.2-8'],
};

/** A fault of the answers with a client record, of one operation or of all three. */
function onRecord(
  slug: string,
  title: string,
  breaks: readonly string[],
  change: (answer: Answer) => Answer,
  operation: Operation | null = null,
): Fault {
  const concerns = (answer: Answer, context: AnswerContext): boolean =>
    isRecord(answer, context) && (operation === null || context.method === operation.toUpperCase());
  return {
    id: `response/${operation === null ? '' : `${operation}-`}${slug}`,
    title: `${title}${operation === null ? '' : ` (${operation.toUpperCase()} only)`}`,
    kind: 'response',
    breaks,
    answer: (answer, context) => (concerns(answer, context) ? change(answer) : answer),
  };
}

const status =
  (code: number) =>
  (answer: Answer): Answer => ({ ...answer, status: code });

const statuses: readonly Fault[] = [
  ...[200, 202].map((code) =>
    onRecord(
      `answers-${code}`,
      `answers success with ${code}`,
      STATUS_ROWS.post,
      status(code),
      'post',
    ),
  ),
  ...(['get', 'put'] as const).flatMap((operation) =>
    [201, 202].map((code) =>
      onRecord(
        `answers-${code}`,
        `answers success with ${code}`,
        STATUS_ROWS[operation],
        status(code),
        operation,
      ),
    ),
  ),
  ...OPERATIONS.map((operation) =>
    onRecord(
      'answers-204',
      'answers success with 204 and no body',
      [...STATUS_ROWS[operation], ...BODY],
      (answer) => ({ ...withHeader(answer, 'content-type', null), status: 204, body: null }),
      operation,
    ),
  ),
];

/** Media types under which the record is no JSON. */
const MEDIA_TYPES: readonly (readonly [slug: string, value: string | null])[] = [
  ['text-html', 'text/html; charset=utf-8'],
  ['text-plain', 'text/plain'],
  ['application-jwt', 'application/jwt'],
  ['octet-stream', 'application/octet-stream'],
];

const mediaTypes: readonly Fault[] = [
  ...MEDIA_TYPES.map(([slug, value]) =>
    onRecord(`labelled-${slug}`, `labels the client record as ${value}`, BODY, (answer) =>
      withHeader(answer, 'content-type', value),
    ),
  ),
  ...OPERATIONS.map((operation) =>
    onRecord(
      'labelled-text-html',
      'labels the client record as text/html',
      BODY,
      (answer) => withHeader(answer, 'content-type', 'text/html'),
      operation,
    ),
  ),
];

/** An object that is no client record: none of its members are there. */
const WITHOUT_MEMBERS = [
  'RFC7591-3.2.1-2',
  'RFC7591-3.2.1-7',
  'OBUK-software_statement-2',
  'OBUK-general-2',
  ...Object.values(DEFAULTS),
];

/** Bodies that are not one JSON object. */
const BODIES: readonly (readonly [string, string, (body: string) => string])[] = [
  ['body-in-array', 'wraps the client record into an array', (body) => `[${body}]`],
  ['body-as-text', 'sends the client record as a JSON string', (body) => JSON.stringify(body)],
  ['body-cut-short', 'sends half of the client record', (body) => body.slice(0, body.length / 2)],
  ['body-empty', 'sends no client record', () => ''],
  ['body-html', 'sends a page instead of the client record', () => '<h1>Registered</h1>'],
  [
    'body-nested',
    'puts the client record into a member of its own',
    (body) => `{"client":${body}}`,
  ],
];

/** Members of management that one ecosystem demands. */
const MANAGED = [
  'RFC7591-3.2.1-8',
  'OBBR-openapi-2',
  'OBBR-9.3.1-6-1',
  'OBBR-7.1.1-2-1',
  'OBBR-7.1.1-3-1',
  'OBBR-7.1-10-1',
];

const bodies: readonly Fault[] = BODIES.flatMap(([slug, title, edit]) => {
  const lacking = slug === 'body-nested' ? [...BODY, ...WITHOUT_MEMBERS] : BODY;
  // What a case looks for in the record is not there.
  const rows = [...lacking, 'CDRAU-registration-request-17', 'CDRAU-endpoints-5', ...MANAGED];
  const change = (answer: Answer): Answer => ({ ...answer, body: edit(answer.body ?? '') });
  const operations = slug === 'body-in-array' ? [null, ...OPERATIONS] : [null];
  return operations.map((operation) => onRecord(slug, title, rows, change, operation));
});

export const httpFaults: readonly Fault[] = [
  ...statuses,
  ...mediaTypes,
  ...bodies,
  {
    ...onRecord('member-twice', 'sends client_id twice with different values', BODY, (answer) => ({
      ...answer,
      body: (answer.body ?? '').replace(/^\{/, '{"client_id":"first",'),
    })),
    onlyWarns:
      'RFC 8259 4 says that names SHOULD be unique, and no clause of registration goes further.',
  },
  {
    ...onRecord('cacheable', 'lets caches keep client records', ['RFC6749-5.1-1'], (answer) =>
      withHeader(withHeader(answer, 'cache-control', 'max-age=60'), 'pragma', null),
    ),
    permitted:
      'RFC 6749 5.1 speaks of responses with tokens, credentials or other sensitive information; a record without a secret has none.',
  },
  {
    id: 'response/secret-cacheable',
    title: 'issues a client_secret and lets caches keep it',
    kind: 'response',
    breaks: ['RFC6749-5.1-1'],
    record: (record) => ({
      ...record,
      client_secret: secretOf(record),
      client_secret_expires_at: 0,
    }),
    answer: (answer, context) =>
      isRecord(answer, context)
        ? withHeader(withHeader(answer, 'cache-control', null), 'pragma', null)
        : answer,
  },
];
