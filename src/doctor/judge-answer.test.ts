import { describe, expect, it } from 'vitest';
import type { EndpointKind } from './endpoints.ts';
import { judgeAnswer } from './judge-answer.ts';
import { exchange, type Told } from './testing/exchange.ts';

const HTML = { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
const JSON_ERROR = { body: { error: 'invalid_request', error_description: 'no body' } };

const ANSWERS: readonly (readonly [
  role: EndpointKind['role'],
  told: Told,
  status: string,
  found: RegExp,
])[] = [
  ['token', { status: 400, ...JSON_ERROR }, 'ok', /^400 invalid_request: no body$/],
  ['token', { status: 401 }, 'ok', /^401, no body$/],
  ['token', { status: 400, ...HTML }, 'problem', /^400, an HTML page, where a JSON error was due/],
  ['token', { status: 200, ...HTML }, 'problem', /HTML page/],
  ['token', { status: 200, body: {} }, 'problem', /an empty request was accepted/],
  ['token', { status: 404, ...JSON_ERROR }, 'problem', /nothing is there/],
  ['token', { status: 400, body: 'no' }, 'note', /a JSON error was due/],
  ['token', { status: 500 }, 'problem', /failed/],
  ['token', { status: 501 }, 'problem', /POST is not offered here/],
  ['token', { status: 503 }, 'unknown', /come back later/],
  ['token', { status: 429 }, 'unknown', /come back later/],
  ['token', { status: 405, headers: { allow: 'GET' } }, 'problem', /which offers GET/],
  ['token', { status: 302, headers: { location: '/login' } }, 'problem', /redirects to \/login/],
  ['registration', { status: 415, ...JSON_ERROR }, 'ok', /^415/],
  ['registration', { status: 201, body: { client_id: 'a' } }, 'problem', /was accepted/],
  ['introspection', { status: 401, ...JSON_ERROR }, 'ok', /^401/],
  ['revocation', { status: 200 }, 'ok', /^200, no body$/],
  ['userinfo', { status: 401, method: 'GET' }, 'ok', /^401/],
  ['userinfo', { status: 200, body: { sub: 'a' }, method: 'GET' }, 'problem', /without a token/],
  ['authorization', { status: 400, ...HTML }, 'ok', /^400, an HTML page$/],
  ['authorization', { status: 302, headers: { location: '/login' } }, 'ok', /^302/],
  ['authorization', { status: 404 }, 'problem', /nothing is there/],
  ['authorization', { status: 501 }, 'note', /has no such function/],
  ['jwks', { body: { keys: [{}, {}] } }, 'ok', /^2 keys$/],
  ['jwks', { body: { keys: 'none' } }, 'problem', /a JWK Set was expected/],
  ['jwks', { ...HTML }, 'problem', /an HTML page; a JWK Set was expected/],
  ['token', { failure: { kind: 'timeout', message: 'no answer' } }, 'problem', /^no answer$/],
];

describe('an answer to a harmless request', () => {
  it.each(ANSWERS.map(([role, told, status, found]) => ({ role, told, status, found })))(
    '$role $told.status: $status',
    ({ role, told, status, found }) => {
      const judgement = judgeAnswer(role, exchange(told));
      expect(judgement).toMatchObject({ status, found: expect.stringMatching(found) });
      expect(judgement.status !== 'problem' || judgement.fix !== null).toBe(true);
    },
  );

  it('is told without the credentials that a target repeats', () => {
    const told = {
      status: 401,
      body: { error: 'invalid_token', error_description: 'secret-token-1' },
    };
    const made = exchange(told);
    const sent = {
      ...made,
      request: { ...made.request, headers: [['authorization', 'Bearer secret-token-1'] as const] },
    };
    expect(judgeAnswer('registration', sent).found).toBe(`401 invalid_token: \${DCR_TOKEN}`);
  });
});
