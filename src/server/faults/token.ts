import { type Answer, oauthError } from '../answer.ts';
import { withBody, withHeader, without } from './edit.ts';
import type { AnswerContext, Fault } from './fault.ts';

/** Whoever asks for a token in the right way gets none that can be used, however the client authenticates. */
import { LOGIN } from './rows.ts';

const SHAPE = ['OBUK-authentication-2', 'RFC7523-3-1', 'RFC8705-2.1-1', LOGIN];
/** Whoever gets a token can use it. */
const UNUSABLE = ['OBUK-get-1', 'RFC7592-2.2-8', 'RFC7592-2.3-1', ...SHAPE];
const REFUSED = ['RFC7523-3.2-1', 'RFC8705-2.1-1'];

/** Changes those answers of the token endpoint that `when` picks. */
function changing(when: (answer: Answer, context: AnswerContext) => boolean) {
  return (
    slug: string,
    title: string,
    breaks: readonly string[],
    change: (answer: Answer) => Answer,
  ): Fault => ({
    id: `token/${slug}`,
    title,
    kind: 'token',
    breaks,
    answer: (answer, context) =>
      context.route === 'token' && when(answer, context) ? change(answer) : answer,
  });
}

const onToken = changing(({ status }) => status === 200);
const onDenial = changing((_answer, { cause }) => cause === 'client-assertion');

const shapes: readonly Fault[] = [
  ...['access_token', 'token_type'].map((name) =>
    onToken(`no-${name.replace('_', '-')}`, `leaves ${name} out`, SHAPE, (answer) =>
      withBody(answer, (body) => without(body, name)),
    ),
  ),
  onToken('expires-in-as-text', 'sends expires_in as a string', SHAPE, (answer) =>
    withBody(answer, (body) => ({ ...body, expires_in: String(body.expires_in) })),
  ),
  onToken('type-as-number', 'sends token_type as a number', SHAPE, (answer) =>
    withBody(answer, (body) => ({ ...body, token_type: 1 })),
  ),
  onToken('empty-access-token', 'sends an empty access token', SHAPE, (answer) =>
    withBody(answer, (body) => ({ ...body, access_token: '' })),
  ),
  onToken('in-array', 'wraps the token response into an array', SHAPE, (answer) =>
    withBody(answer, (body) => [body]),
  ),
  onToken('labelled-text-html', 'labels the token response as text/html', SHAPE, (answer) =>
    withHeader(answer, 'content-type', 'text/html'),
  ),
  onToken('as-form', 'sends the token response as a form', SHAPE, (answer) => ({
    ...withHeader(answer, 'content-type', 'application/x-www-form-urlencoded'),
    body: 'access_token=a&token_type=Bearer',
  })),
  onToken('answers-201', 'answers token requests with 201', SHAPE, (answer) => ({
    ...answer,
    status: 201,
  })),
  onToken('cacheable', 'lets caches keep access tokens', ['RFC6749-5.1-1'], (answer) =>
    withHeader(withHeader(answer, 'cache-control', 'max-age=60'), 'pragma', null),
  ),
  onToken('unusable', 'issues access tokens that it does not know', UNUSABLE, (answer) =>
    withBody(answer, (body) => ({ ...body, access_token: 'token-that-nobody-knows' })),
  ),
];

const denials: readonly Fault[] = [
  onDenial(
    'crash-on-denial',
    'answers 500 to a client that does not authenticate',
    REFUSED,
    (answer) => ({
      ...answer,
      status: 500,
    }),
  ),
  {
    ...onDenial(
      'ok-on-denial',
      'answers 200 with an error to a client that does not authenticate',
      [...REFUSED, 'RFC7592-2.3-3', 'RFC7592-2.2-7', 'FAPI1A-5.2.2-16-1'],
      (answer) => ({
        ...answer,
        status: 200,
      }),
    ),
    feigns: ['client-assertion'],
  },
  onDenial(
    'denial-by-redirect',
    'redirects a client that does not authenticate',
    REFUSED,
    (answer) => ({
      ...withHeader(answer, 'location', 'https://login.bank.example/'),
      status: 302,
    }),
  ),
  ...['invalid_grant', 'access_denied', 'server_error'].map((code) =>
    onDenial(
      `denial-with-${code.replace('_', '-')}`,
      `says ${code} to a client that does not authenticate`,
      REFUSED,
      (answer) => withBody(answer, (body) => ({ ...body, error: code })),
    ),
  ),
  onDenial('denial-without-code', 'leaves error out', REFUSED, (answer) =>
    withBody(answer, (body) => without(body, 'error')),
  ),
  onDenial('denial-in-html', 'denies with an HTML page', REFUSED, (answer) => ({
    ...withHeader(answer, 'content-type', 'text/html'),
    body: '<h1>Unauthorized</h1>',
  })),
  onDenial('denial-with-403', 'denies with 403', REFUSED, (answer) => ({ ...answer, status: 403 })),
];

const authentication: readonly Fault[] = [
  {
    id: 'token/any-client-id',
    title: 'issues a token to whoever names a client',
    kind: 'token',
    breaks: ['FAPI1A-5.2.2-16-1', ...REFUSED, 'RFC7591-3.2.1-4'],
    behaviours: { tokenWithoutAuthentication: true },
  },
  {
    id: 'token/any-secret',
    title: 'issues a token for any client_secret',
    kind: 'token',
    breaks: ['FAPI1A-5.2.2-14-1', ...REFUSED, 'RFC7592-2.2-7', 'RFC7591-3.2.1-4'],
    behaviours: { tokenByAnySecret: true },
  },
  {
    id: 'token/assertion-of-another-client',
    title: 'issues a token to a client for the assertion of another one',
    kind: 'token',
    breaks: ['RFC7523-3-1', ...REFUSED],
    skips: ['assertion.iss', 'assertion.sub', 'assertion.client-id'],
  },
  {
    id: 'token/assertion-claims-ignored',
    title: 'does not look at the claims of client assertions',
    kind: 'token',
    breaks: ['RFC7523-3-1', 'RFC7523-3-2'],
    skipsIn: (id) => /^assertion\.(iss|sub|client-id|aud|exp|lifetime|nbf|iat|jti)/.test(id),
  },
  {
    id: 'token/scope-unchecked',
    title: 'grants scope that the client has not registered',
    kind: 'token',
    breaks: ['OBUK-data-mapping-1'],
    behaviours: { tokenScopeUnchecked: true },
  },
  {
    id: 'token/introspection-for-all',
    title: 'tells every client about the tokens of the others',
    kind: 'token',
    breaks: ['OBUK-authentication-2'],
    permitted: 'RFC 7662 4 leaves it to the server who may introspect which token.',
    behaviours: { introspectionForAll: true },
  },
  {
    id: 'token/introspection-always-active',
    title: 'calls every token active',
    kind: 'token',
    breaks: ['OBUK-authentication-2', 'OBUK-delete-1'],
    answer: (answer, { route }) =>
      route === 'introspection' && answer.status === 200
        ? withBody(answer, (body) => ({ ...body, active: true }))
        : answer,
  },
  {
    id: 'token/revocation-ignored',
    title: 'answers 200 to a revocation and revokes nothing',
    kind: 'token',
    breaks: ['RFC6750-3.1-1'],
    behaviours: { revocationIgnored: true },
  },
  {
    id: 'token/none-issued',
    title: 'refuses every token request',
    kind: 'token',
    breaks: SHAPE,
    intercept: ({ route }) =>
      route === 'token' ? oauthError(400, 'unauthorized_client', 'no tokens today') : null,
  },
];

/** The token endpoint and its neighbours, and how clients authenticate there. */
export const tokenFaults: readonly Fault[] = [...shapes, ...denials, ...authentication];
