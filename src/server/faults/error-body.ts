import type { Json, JsonObject } from '../../model/json.ts';
import type { Profile, Situation } from '../../model/profile.ts';
import { isRowOf } from '../../requirements/applies.ts';
import type { Answer } from '../answer.ts';
import { withBody, withHeader, without } from './edit.ts';
import { onRefusal } from './error-status.ts';
import type { Fault } from './fault.ts';

const BODY = ['RFC7591-3.2.2-3', 'OBUK-error-structure-1'];
const CODE = ['RFC7591-3.2.2-4', 'OBUK-error-structure-1'];
const UNREGISTERED = ['OBUK-error-structure-1'];

const labelled =
  (type: string | null) =>
  (answer: Answer): Answer =>
    withHeader(answer, 'content-type', type);

const saying =
  (body: string) =>
  (answer: Answer): Answer => ({ ...answer, body });

const with_ =
  (members: JsonObject) =>
  (answer: Answer): Answer =>
    withBody(answer, (body) => ({ ...body, ...members }));

const shapes: readonly Fault[] = [
  onRefusal('html', 'refuses with an HTML page', BODY, (answer) => ({
    ...labelled('text/html')(answer),
    body: '<h1>Bad Request</h1>',
  })),
  onRefusal('labelled-text-plain', 'labels errors as text/plain', BODY, labelled('text/plain')),
  onRefusal('labelled-text-html', 'labels errors as text/html', BODY, labelled('text/html')),
  onRefusal(
    'labelled-problem',
    'labels errors as application/problem+json',
    BODY,
    labelled('application/problem+json'),
  ),
  onRefusal('empty', 'refuses without a body', BODY, (answer) => ({
    ...labelled(null)(answer),
    body: '',
  })),
  onRefusal('text', 'refuses with a sentence under application/json', BODY, saying('Bad Request')),
  onRefusal('array', 'wraps the error into an array', BODY, (answer) => ({
    ...answer,
    body: `[${answer.body ?? ''}]`,
  })),
  onRefusal('cut-short', 'sends half of the error', BODY, (answer) => ({
    ...answer,
    body: (answer.body ?? '').slice(0, 10),
  })),
  onRefusal('json-string', 'sends the error code alone, as a JSON string', BODY, (answer) =>
    withBody(answer, ({ error }) => error),
  ),
];

/** Values of `error` that are no registered code. */
const CODES: readonly (readonly [slug: string, value: Json, rows: readonly string[]])[] = [
  ['code-number', 400, CODE],
  ['code-null', null, CODE],
  ['code-empty', '', CODE],
  ['code-object', { code: 'invalid_client_metadata' }, CODE],
  ['code-list', ['invalid_client_metadata'], CODE],
  ['code-not-ascii', 'ungültig', CODE],
  ['code-invalid-request', 'invalid_request', UNREGISTERED],
  ['code-server-error', 'server_error', UNREGISTERED],
  ['code-own', 'REGISTRATION_FAILED', UNREGISTERED],
  ['code-upper-case', 'INVALID_CLIENT_METADATA', UNREGISTERED],
  ['code-sentence', 'invalid client metadata', CODE],
];

const codes: readonly Fault[] = [
  onRefusal('code-missing', 'leaves error out', CODE, (answer) =>
    withBody(answer, (body) => without(body, 'error')),
  ),
  onRefusal('code-under-other-name', 'calls the error errorCode', CODE, (answer) =>
    withBody(answer, ({ error = null }) => ({ errorCode: error, message: 'refused' })),
  ),
  ...CODES.map(([slug, value, rows]) =>
    onRefusal(slug, `sends ${JSON.stringify(value)} as error`, rows, with_({ error: value })),
  ),
];

/** Registered codes that say something else than what is wrong. */
const UNFIT: readonly (readonly [
  slug: string,
  code: string,
  rows: readonly string[],
  ...causes: Situation[],
])[] = [
  ['redirect-uri', 'unapproved_software_statement', ['RFC7591-3.2.2-7'], 'redirect-uri'],
  [
    'metadata',
    'unapproved_software_statement',
    ['RFC7591-3.2.2-8', 'RFC7591-3.2.2-7'],
    'client-metadata',
  ],
  // A statement of another software is a defect of either, as one sees it.
  [
    'request',
    'invalid_redirect_uri',
    ['RFC7591-3.2.2-8', 'RFC7591-3.2.2-9'],
    'request-claims',
    'request-signature',
    'request-malformed',
  ],
  [
    'ssa',
    'invalid_redirect_uri',
    ['RFC7591-3.2.2-9', 'RFC7591-3.2.2-8', 'RFC7591-3.2.2-10'],
    'ssa-malformed',
    'ssa-signature',
    'ssa-claims',
    'ssa-missing',
  ],
  [
    'untrusted-ssa',
    'invalid_redirect_uri',
    ['RFC7591-3.2.2-10', 'RFC7591-3.2.2-9'],
    'ssa-untrusted',
  ],
];

const unfit = UNFIT.map(([slug, code, rows, ...causes]) =>
  onRefusal(
    `unfit-code-for-${slug}`,
    `says ${code} whatever is wrong there`,
    rows,
    with_({ error: code }),
    causes,
  ),
);

const DESCRIPTION = ['RFC7591-3.2.2-5'];
/** The OpenAPI of Open Banking UK says that it is a string, and how long. */
const DESCRIPTION_SCHEMA = [...DESCRIPTION, 'OBUK-error-structure-1'];
const TRACE = 'java.lang.NullPointerException\n\tat com.bank.Dcr.register(Dcr.java:42)';

const descriptions: readonly Fault[] = [
  onRefusal(
    'description-not-ascii',
    'describes errors outside ASCII',
    DESCRIPTION,
    with_({ error_description: 'Ungültige Anfrage – abgelehnt' }),
  ),
  onRefusal(
    'description-number',
    'sends a number as description',
    DESCRIPTION_SCHEMA,
    with_({ error_description: 42 }),
  ),
  onRefusal(
    'description-object',
    'sends an object as description',
    DESCRIPTION_SCHEMA,
    with_({ error_description: { text: 'refused' } }),
  ),
  ...(
    [
      ['description-too-long', 'describes errors in 501 characters', 'x'.repeat(501)],
      ['description-empty', 'sends an empty description', ''],
    ] as const
  ).map(([slug, title, text]) => ({
    ...onRefusal(slug, title, UNREGISTERED, with_({ error_description: text })),
    // Other ecosystems say nothing of its length.
    where: (profile: Profile) => isRowOf(profile, 'OBUK-error-structure-1'),
  })),
  onRefusal(
    'description-stack-trace',
    'describes errors by a stack trace',
    DESCRIPTION,
    with_({ error_description: TRACE }),
  ),
  onRefusal(
    'description-repeats-request',
    'repeats the request in the description',
    DESCRIPTION_SCHEMA,
    (answer, { requestBody }) =>
      with_({ error_description: `cannot read ${requestBody ?? ''}` })(answer),
  ),
  {
    ...onRefusal(
      'stack-trace-member',
      'sends a stack trace beside the error',
      DESCRIPTION,
      with_({ trace: TRACE }),
    ),
    permitted: 'RFC 7591 3.2.2: other members may appear, and clients ignore them.',
  },
];

const leaks: readonly Fault[] = [
  onRefusal(
    'reflected-html',
    'serves the request back as a page',
    BODY,
    (answer, { requestBody }) => ({
      ...labelled('text/html')(answer),
      body: `<p>cannot read ${requestBody ?? ''}</p>`,
    }),
  ),
  onRefusal(
    'names-a-client',
    'puts a client_id into the error',
    UNREGISTERED,
    with_({ client_id: 'client-that-is-none' }),
  ),
  onRefusal(
    'leaks-a-secret',
    'puts a client_secret into the error',
    UNREGISTERED,
    with_({ client_secret: 'leaked' }),
  ),
  {
    ...onRefusal('member-twice', 'sends error twice', BODY, (answer) => ({
      ...answer,
      body: (answer.body ?? '').replace(/^\{/, '{"error":"invalid_request",'),
    })),
    onlyWarns:
      'RFC 8259 4 says that names SHOULD be unique, and no clause of registration goes further.',
  },
];

export const bodyFaults: readonly Fault[] = [
  ...shapes,
  ...codes,
  ...unfit,
  ...descriptions,
  ...leaks,
];
