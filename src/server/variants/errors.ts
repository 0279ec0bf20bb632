import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import type { Answer } from '../answer.ts';
import { isRefusal, withBody, withHeader, without } from '../faults/edit.ts';
import type { AnswerContext, Hooks } from '../faults/fault.ts';
import { type Variant, variant } from './variant.ts';

function onRefusal(change: (answer: Answer, context: AnswerContext) => Answer): Hooks {
  return {
    answer: (answer, context) => (isRefusal(answer, context) ? change(answer, context) : answer),
  };
}

const adding = (members: Record<string, string | number>): Hooks =>
  onRefusal((answer) => withBody(answer, (body) => ({ ...body, ...members })));

/** The code that the profile's table names after the best one; the best where it names no other. */
function nextCode(answer: Answer, { cause }: AnswerContext): Answer {
  const code = cause === null ? undefined : obUk33.errors[cause].codes[1];
  return code === undefined ? answer : withBody(answer, (body) => ({ ...body, error: code }));
}

const SILENT = 'RFC 7591 3.2.2 sets no precedence of codes, and DCR v3.3 names none.';

export const errorVariants: readonly Variant[] = [
  variant('other-error-code', 'refuses with another fitting code', SILENT, onRefusal(nextCode)),
  variant(
    'one-code-for-everything',
    'calls everything but redirect URIs invalid_client_metadata',
    SILENT,
    onRefusal((answer, { cause }) =>
      cause === 'redirect-uri'
        ? answer
        : withBody(answer, (body) => ({ ...body, error: 'invalid_client_metadata' })),
    ),
  ),
  variant(
    'no-error-description',
    'does not describe errors',
    'RFC 7591 3.2.2: error_description is OPTIONAL.',
    onRefusal((answer) => withBody(answer, (body) => without(body, 'error_description'))),
  ),
  variant(
    'long-error-description',
    'describes errors in 200 characters',
    'DCR v3.3 OpenAPI: error_description has 1 to 500 characters.',
    adding({ error_description: 'The request was refused. '.repeat(8) }),
  ),
  variant(
    'error-uri',
    'names a page about the error',
    'RFC 7591 3.2.2: other members may appear.',
    adding({ error_uri: 'https://bank.example/errors/1' }),
  ),
  variant(
    'extra-error-members',
    'adds members of its own to errors',
    'RFC 7591 3.2.2: other members may appear.',
    adding({ traceId: 'b0e4', code: 4001, message: 'Bad Request' }),
  ),
  variant(
    'error-order',
    'sends the members of an error in another order',
    'RFC 8259 4: the order of members means nothing.',
    onRefusal((answer) =>
      withBody(answer, (body) => Object.fromEntries(Object.entries(body).toReversed())),
    ),
  ),
  variant(
    'richer-challenge',
    'adds parameters of its own and a scope to challenges',
    'RFC 6750 3: other auth-params may appear.',
    {
      answer: (answer, { route }) => {
        const [, challenge] = answer.headers.find(([name]) => name === 'www-authenticate') ?? [];
        return challenge === undefined || route !== 'client'
          ? answer
          : withHeader(
              answer,
              'www-authenticate',
              `${challenge}, scope="openid", bank_trace="b0e4"`,
            );
      },
    },
  ),
  variant(
    'foreign-client-403',
    'refuses the token of another client with 403',
    'RFC 7592 2.1: a client that may not see the record gets 403.',
    {
      answer: (answer, { cause }) =>
        cause === 'foreign-client' ? { ...answer, status: 403 } : answer,
    },
  ),
  ...[400, 406].map((status) =>
    variant(
      `media-type-refused-with-${status}`,
      `refuses a media type with ${status}`,
      'Requirements research 6: no clause names the status.',
      {
        answer: (answer, { cause }) => (cause === 'media-type' ? { ...answer, status } : answer),
      },
    ),
  ),
  variant(
    'large-body-dropped',
    'drops the connection of a sender of too much',
    'RFC 9110 15.5.14: the server may close the connection.',
    { delivery: (_answer, { cause }) => (cause === 'too-large' ? 'reset' : null) },
  ),
  variant(
    'client-refused-with-400',
    'refuses a client that does not authenticate with 400',
    'RFC 6749 5.2: 401 MAY be used for invalid_client, 400 is the rule.',
    {
      answer: (answer, { route, cause }) =>
        route === 'token' && cause === 'client-assertion'
          ? { ...withHeader(answer, 'www-authenticate', null), status: 400 }
          : answer,
    },
  ),
];
