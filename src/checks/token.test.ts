import { expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { JsonObject } from '../model/json.ts';
import { broken, exchange, silence, strict } from './testing/exchanges.ts';
import { tokenFindings } from './token.ts';

const TOKEN = { access_token: 't', token_type: 'Bearer', expires_in: 300 };

const answered = (body: JsonObject): Exchange => exchange({ status: 200, body });
const judged = (answer: Exchange) =>
  broken(tokenFindings({ exchange: answer, weigh: strict, requirement: 'RFC7523-3-1' }));

it.each([
  ['every member', TOKEN],
  ['no lifetime', { access_token: 't', token_type: 'Bearer' }],
  ['further members', { ...TOKEN, scope: 'openid', token_type: 'bearer' }],
])('a token response with %s passes', (_what, body) => {
  expect(judged(answered(body))).toEqual([]);
});

it.each([
  ['without a token', answered({ token_type: 'Bearer' }), 'token.shape RFC7523-3-1 fail'],
  ['without a type', answered({ access_token: 't' }), 'token.shape RFC7523-3-1 fail'],
  [
    'with a lifetime as text',
    answered({ ...TOKEN, expires_in: '300' }),
    'token.shape RFC7523-3-1 fail',
  ],
  ['as a list', exchange({ status: 200, body: '[]' }), 'token.shape RFC7523-3-1 fail'],
  [
    'as HTML',
    exchange({
      status: 200,
      headers: { 'content-type': 'text/html', 'cache-control': 'no-store' },
      body: TOKEN,
    }),
    'token.shape RFC7523-3-1 fail',
  ],
  [
    'for caches',
    exchange({ status: 200, headers: { 'content-type': 'application/json' }, body: TOKEN }),
    'token.caching RFC6749-5.1-1 fail',
  ],
  [
    'refused',
    exchange({ status: 401, body: { error: 'invalid_client' } }),
    'token.status RFC7523-3-1 fail',
  ],
  ['never sent', silence('timeout'), 'token.status RFC7523-3-1 fail'],
])('a token response %s does not', (_what, answer, finding) => {
  expect(judged(answer)).toEqual([finding]);
});

it('a token value is never shown', () => {
  const answer = exchange({ status: 200, body: '{"access_token":"s3cret","token_type":7}' });
  const findings = tokenFindings({ exchange: answer, weigh: strict, requirement: 'RFC7523-3-1' });
  expect(JSON.stringify(findings)).not.toContain('s3cret');
});
