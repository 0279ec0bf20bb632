import { type Answer, oauthError } from '../answer.ts';
import { withHeader } from './edit.ts';
import type { AnswerContext, Fault } from './fault.ts';

import { STRANGERS } from './rows.ts';

const VERBS = ['GET', 'PUT', 'DELETE'] as const;

function onUnauthorised(
  slug: string,
  title: string,
  breaks: readonly string[],
  change: (answer: Answer, context: AnswerContext) => Answer,
  method: (typeof VERBS)[number] | null = null,
): Fault {
  return {
    id: `error/${method === null ? '' : `${method.toLowerCase()}-`}${slug}`,
    title: `${title}${method === null ? '' : ` (${method} only)`}`,
    kind: 'error',
    breaks,
    answer: (answer, context) => {
      const concerned = context.route === 'client' && answer.status === 401;
      return concerned && (method === null || context.method === method)
        ? change(answer, context)
        : answer;
    },
  };
}

const CHALLENGE = ['RFC6750-3-1', 'OBUK-openapi-1'];
const noChallenge = (answer: Answer): Answer => withHeader(answer, 'www-authenticate', null);
/** Refusals of tokens of nobody, of other clients, and for clients that are not there. */
const TOKEN = [
  'OBUK-authentication-2',
  'RFC7592-2.1-4',
  'RFC7592-2.2-9',
  'RFC7592-2.3-3',
  'RFC7592-2.3-5',
  ...STRANGERS,
  'OBUK-delete-2',
  'RFC6750-3.1-1',
  'RFC8705-3-1',
];

/** Refusals of a missing, bad or foreign access token (RFC 6750 3). */
export const challengeFaults: readonly Fault[] = [
  onUnauthorised('no-challenge', 'answers 401 without WWW-Authenticate', CHALLENGE, noChallenge),
  ...VERBS.map((verb) =>
    onUnauthorised(
      'no-challenge',
      'answers 401 without WWW-Authenticate',
      CHALLENGE,
      noChallenge,
      verb,
    ),
  ),
  onUnauthorised('basic-challenge', 'challenges for Basic', ['RFC6750-3-2'], (answer) =>
    withHeader(answer, 'www-authenticate', 'Basic realm="registration"'),
  ),
  onUnauthorised(
    'mute-challenge',
    'does not say what is wrong with a token',
    ['RFC6750-3.1-1'],
    (answer) => withHeader(answer, 'www-authenticate', 'Bearer realm="registration"'),
  ),
  onUnauthorised('other-challenge', 'calls a bad token insufficient', ['RFC6750-3.1-1'], (answer) =>
    withHeader(answer, 'www-authenticate', 'Bearer error="insufficient_scope"'),
  ),
  ...[400, 403, 404, 500].map((code) =>
    onUnauthorised(
      `token-refused-with-${code}`,
      `refuses access tokens with ${code}`,
      [...TOKEN, ...(code === 404 ? ['OIDCR-4.4-2'] : []), ...(code === 500 ? ['OBUK-get-1'] : [])],
      (answer) => ({ ...noChallenge(answer), status: code }),
    ),
  ),
  onUnauthorised('token-refused-by-redirect', 'redirects to a login page', TOKEN, (answer) => ({
    ...withHeader(answer, 'location', 'https://login.bank.example/'),
    status: 302,
  })),
  {
    id: 'error/crash-on-method',
    title: 'answers 500 to a method that it does not offer',
    kind: 'error',
    breaks: ['RFC7592-2-3'],
    answer: (answer) =>
      answer.status === 405 ? oauthError(500, 'server_error', 'the server failed') : answer,
  },
  {
    id: 'error/ok-on-method',
    title: 'answers 200 to a method that it does not offer',
    kind: 'error',
    breaks: ['RFC7592-2-3'],
    answer: (answer) => (answer.status === 405 ? { ...answer, status: 200, body: '{}' } : answer),
  },
];
