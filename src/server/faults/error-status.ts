import type { Situation } from '../../model/profile.ts';
import { UK_GRANT_TYPES } from '../../requirements/ob-uk-versions.ts';
import { parseJws } from '../../rules/jws.ts';
import { type Answer, oauthError } from '../answer.ts';
import { isRefusal, withHeader } from './edit.ts';
import type { AnswerContext, Fault } from './fault.ts';

const STATUS = ['RFC7591-3.2.2-2'];
const LONGEST_COLUMN = 255;

/** Changes the refusals of registrations and updates, or those of some situations only. */
export function onRefusal(
  slug: string,
  title: string,
  breaks: readonly string[],
  change: (answer: Answer, context: AnswerContext) => Answer,
  causes: readonly Situation[] | null = null,
): Fault {
  const concerns = (answer: Answer, context: AnswerContext): boolean =>
    isRefusal(answer, context) &&
    (causes === null || (context.cause !== null && causes.includes(context.cause)));
  return {
    id: `error/${slug}`,
    title,
    kind: 'error',
    breaks,
    ...(causes === null ? {} : { situations: causes }),
    answer: (answer, context) => (concerns(answer, context) ? change(answer, context) : answer),
  };
}

const status =
  (code: number) =>
  (answer: Answer): Answer => ({ ...answer, status: code });

/** Reasons to refuse a registration, by the part of the server that finds them. */
const PARTS: readonly (readonly [slug: string, what: string, ...causes: Situation[]])[] = [
  ['malformed-request', 'a malformed request JWT', 'request-malformed'],
  ['request-signature', 'the signature of the request', 'request-signature'],
  ['request-claims', 'claims of the request', 'request-claims'],
  ['missing-ssa', 'a missing software statement', 'ssa-missing'],
  ['malformed-ssa', 'a malformed software statement', 'ssa-malformed'],
  ['ssa-signature', 'the signature of the software statement', 'ssa-signature', 'ssa-untrusted'],
  ['ssa-claims', 'claims of the software statement', 'ssa-claims'],
  ['redirect-uris', 'redirect URIs', 'redirect-uri'],
  ['metadata', 'client metadata', 'client-metadata'],
];

/** A part of the server that does not refuse but breaks, or refuses with the status of a success. */
const brokenParts: readonly Fault[] = PARTS.flatMap(([slug, what, ...causes]) => [
  onRefusal(
    `crash-on-${slug}`,
    `answers 500 where ${what} should be refused`,
    rowsOf(slug),
    status(500),
    causes,
  ),
  {
    ...onRefusal(
      `ok-on-${slug}`,
      `answers 200 with an error body to ${what}`,
      rowsOf(slug),
      status(200),
      causes,
    ),
    feigns: causes,
  },
]);

/** An acceptance, as a client reads it: the row of the defect itself. */
function rowsOf(slug: string): readonly string[] {
  const rows: Readonly<Record<string, readonly string[]>> = {
    'malformed-request': ['RFC7515-5.2-1', 'RFC7515-5.2-2', 'RFC7515-5.2-4'],
    'request-signature': ['OBUK-SSA-request-validation-2', 'RFC7515-5.2-4'],
    'request-claims': ['OBUK-exp-1', 'OBUK-iss-1', 'OBUK-jti-1', 'RFC8725-3.8-1'],
    'missing-ssa': ['OBUK-software_statement-1'],
    'malformed-ssa': ['RFC7515-5.2-1', 'RFC7515-5.2-4', 'OBUK-SSA-request-validation-3'],
    'ssa-signature': ['OBUK-SSA-request-validation-3', 'RFC8725-3.12-1'],
    'ssa-claims': ['OBUK-SSA-request-validation-3', 'RFC7591-2.3-2'],
    'redirect-uris': ['OBUK-redirect_uris-1', 'OBUK-redirect_uris-2'],
    metadata: UK_GRANT_TYPES,
  };
  return [...(rows[slug] ?? []), ...STATUS];
}

/** What looks like a success breaks the row of every defect that it lets through. */
const LET_THROUGH = [
  'OBUK-SSA-request-validation-2',
  'OBUK-SSA-request-validation-3',
  'OBUK-redirect_uris-1',
  'RFC8725-3.12-1',
  ...STATUS,
];

const EVERY_PART = PARTS.flatMap(([, , ...causes]) => causes);

const OTHER_STATUSES = [401, 403, 404, 409, 415, 422, 501, 503];

const login = (answer: Answer): Answer => ({
  ...withHeader(answer, 'location', 'https://login.bank.example/'),
  status: 302,
});

export const statusFaults: readonly Fault[] = [
  onRefusal('crash-on-refusal', 'answers 500 where it refuses', STATUS, status(500)),
  {
    ...onRefusal(
      'ok-on-refusal',
      'answers 200 with an error body where it refuses',
      LET_THROUGH,
      status(200),
    ),
    feigns: EVERY_PART,
  },
  {
    ...onRefusal(
      'created-on-refusal',
      'answers 201 with an error body where it refuses',
      LET_THROUGH,
      status(201),
    ),
    feigns: EVERY_PART,
  },
  onRefusal('redirect-on-refusal', 'redirects to a login page where it refuses', STATUS, login),
  {
    ...onRefusal(
      'no-content-on-refusal',
      'answers 204 where it refuses',
      // Which is how a deletion succeeds.
      [...LET_THROUGH, 'RFC7592-2.3-5', 'RFC7592-2.2-10', 'OBBR-9.3.2-3-1'],
      (answer) => ({
        ...withHeader(answer, 'content-type', null),
        status: 204,
        body: null,
      }),
    ),
    feigns: EVERY_PART,
  },
  ...OTHER_STATUSES.map((code) =>
    onRefusal(`status-${code}`, `refuses with ${code}`, STATUS, status(code)),
  ),
  ...brokenParts,
  {
    id: 'error/crash-on-media-type',
    title: 'answers 500 to a media type that it does not know',
    kind: 'error',
    breaks: STATUS,
    answer: (answer, { cause }) =>
      cause === 'media-type' ? oauthError(500, 'server_error', 'the server failed') : answer,
  },
  {
    id: 'error/crash-on-long-jti',
    title: 'answers 500 to a jti that does not fit into its database',
    kind: 'error',
    // A probe sees nothing but that the server breaks.
    breaks: [...STATUS, 'RFC7519-7.2-1'],
    answer: (answer, { route, requestBody }) =>
      route === 'registration' &&
      String(parseJws(requestBody ?? '').payload.value.jti).length > LONGEST_COLUMN
        ? oauthError(500, 'server_error', 'the server failed')
        : answer,
  },
  {
    id: 'error/crash-on-large-body',
    title: 'answers 500 to a body that is too large',
    kind: 'error',
    breaks: STATUS,
    answer: (answer, { cause }) =>
      cause === 'too-large' ? oauthError(500, 'server_error', 'the server failed') : answer,
  },
];
