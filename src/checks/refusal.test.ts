import { describe, expect, it } from 'vitest';
import type { RefusalInput } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { oidc } from '../profiles/oidc.ts';
import { rfc7591 } from '../profiles/rfc7591.ts';
import { refusalFindings } from './refusal.ts';
import { broken, exchange, silence, strict } from './testing/exchanges.ts';

const REQUIREMENT = 'OBUK-grant_types-2';
const ERROR = { error: 'invalid_client_metadata', error_description: 'no such grant' };

function findings(answer: Exchange, more: Partial<RefusalInput> = {}) {
  return refusalFindings({
    exchange: answer,
    profile: obUk33,
    weigh: strict,
    situation: 'client-metadata',
    requirement: REQUIREMENT,
    ...more,
  });
}

const judged = (answer: Exchange, more: Partial<RefusalInput> = {}) =>
  broken(findings(answer, more));

const passedRefusal = (answer: Exchange, more: Partial<RefusalInput> = {}) =>
  findings(answer, more).some(
    ({ check, verdict }) => check === 'refusal.accepted' && verdict === 'pass',
  );

describe('an orderly refusal', () => {
  const harmless: readonly [what: string, answer: Exchange][] = [
    ['with code and description', exchange({ status: 400, body: ERROR })],
    ['without description', exchange({ status: 400, body: { error: 'invalid_client_metadata' } })],
    [
      'with a null description',
      exchange({ status: 400, body: { ...ERROR, error_description: null } }),
    ],
    [
      'with another fitting code',
      exchange({ status: 400, body: { error: 'invalid_redirect_uri' } }),
    ],
    [
      'with further members',
      exchange({ status: 400, body: { ...ERROR, traceId: 't', iss: null } }),
    ],
    [
      'with a charset',
      exchange({
        status: 400,
        headers: { 'CONTENT-TYPE': 'application/json;charset=utf-8' },
        body: ERROR,
      }),
    ],
  ];
  it.each(harmless)('%s passes', (_what, answer) => {
    expect(judged(answer)).toEqual([]);
    expect(passedRefusal(answer)).toBe(true);
  });
});

describe('what is no orderly refusal', () => {
  const wrong: readonly [what: string, answer: Exchange, finding: string][] = [
    ['acceptance', exchange({ status: 201, body: {} }), `refusal.accepted ${REQUIREMENT} fail`],
    ['a redirect', exchange({ status: 302, body: '' }), 'refusal.status RFC7591-3.2.2-2 fail'],
    ['a crash', exchange({ status: 500, body: '' }), 'refusal.status RFC7591-3.2.2-2 fail'],
    ['another 4xx', exchange({ status: 422, body: ERROR }), 'refusal.status RFC7591-3.2.2-2 fail'],
    ['a hang', silence('timeout'), 'refusal.status RFC7591-3.2.2-2 fail'],
    ['a dropped connection', silence('reset'), 'refusal.status RFC7591-3.2.2-2 fail'],
    ['a dead host', silence('refused'), 'refusal.status RFC7591-3.2.2-2 inconclusive'],
    [
      'a rate limit',
      exchange({ status: 429, body: '' }),
      'refusal.status RFC7591-3.2.2-2 inconclusive',
    ],
    [
      'a busy server',
      exchange({ status: 503, headers: { 'Retry-After': '3' }, body: '' }),
      'refusal.status RFC7591-3.2.2-2 inconclusive',
    ],
    [
      'a rate limit of a gateway with a status of its own',
      exchange({ status: 403, body: { error: 'denied', message: 'Rate limit exceeded' } }),
      'refusal.status RFC7591-3.2.2-2 inconclusive',
    ],
    [
      'a quota',
      exchange({ status: 503, headers: {}, body: 'policies.ratelimit: Quota violation' }),
      'refusal.status RFC7591-3.2.2-2 inconclusive',
    ],
    [
      'a crash in a part of the server that limits rates',
      exchange({ status: 500, body: 'NullPointerException at RateLimitFilter.java:17' }),
      'refusal.status RFC7591-3.2.2-2 fail',
    ],
    [
      'HTML',
      exchange({ status: 400, headers: { 'content-type': 'text/html' }, body: ERROR }),
      'refusal.media-type RFC7591-3.2.2-3 fail',
    ],
    ['no body', exchange({ status: 400, body: '' }), 'refusal.body RFC7591-3.2.2-3 fail'],
    [
      'an array',
      exchange({ status: 400, body: '[{"error":"x"}]' }),
      'refusal.body RFC7591-3.2.2-3 fail',
    ],
    [
      'no code',
      exchange({ status: 400, body: { message: 'no' } }),
      'refusal.code-registered RFC7591-3.2.2-4 fail',
    ],
    [
      'a code with spaces',
      exchange({ status: 400, body: { error: 'not ok' } }),
      'refusal.code-registered RFC7591-3.2.2-4 fail',
    ],
    [
      'an unregistered code',
      exchange({ status: 400, body: { error: 'invalid_request' } }),
      'refusal.code-registered OBUK-error-structure-1 fail',
    ],
    [
      'the code of another defect',
      exchange({ status: 400, body: { error: 'unapproved_software_statement' } }),
      'refusal.code-fits RFC7591-3.2.2-8 fail',
    ],
    [
      'a description beyond ASCII',
      exchange({ status: 400, body: { ...ERROR, error_description: 'déjà vu' } }),
      'refusal.description RFC7591-3.2.2-5 fail',
    ],
    [
      'a description of 501 characters',
      exchange({ status: 400, body: { ...ERROR, error_description: 'x'.repeat(501) } }),
      'refusal.description OBUK-error-structure-1 fail',
    ],
    [
      'the status of a success with the body of an error',
      exchange({ status: 200, body: ERROR }),
      'refusal.status RFC7591-3.2.2-2 fail',
    ],
    [
      'a client in the error',
      exchange({ status: 400, body: { ...ERROR, client_id: 'c' } }),
      'refusal.leak OBUK-error-structure-1 fail',
    ],
    [
      'a nested token in the error',
      exchange({ status: 400, body: { ...ERROR, debug: [{ access_token: 't' }] } }),
      'refusal.leak OBUK-error-structure-1 fail',
    ],
    [
      'the request in the description',
      exchange({
        status: 400,
        requestBody: 'r'.repeat(60),
        body: { ...ERROR, error_description: `bad: ${'r'.repeat(60)}` },
      }),
      'refusal.description RFC7591-3.2.2-5 fail',
    ],
  ];
  it.each(wrong)('%s', (_what, answer, finding) => {
    expect(judged(answer)).toEqual([finding]);
  });

  it('a description that is a number, twice over', () => {
    const answer = exchange({ status: 400, body: { ...ERROR, error_description: 17 } });
    expect(judged(answer)).toEqual([
      'refusal.description RFC7591-3.2.2-5 fail',
      'refusal.description OBUK-error-structure-1 fail',
    ]);
  });

  it('a page that serves the request back', () => {
    const requestBody = `<script>alert(1)</script>${'x'.repeat(40)}`;
    const page = exchange({
      status: 415,
      headers: { 'content-type': 'text/html' },
      requestBody,
      body: `<p>${requestBody}</p>`,
    });
    expect(judged(page, { situation: 'media-type' })).toEqual([
      'refusal.reflection RFC7591-3.2.2-3 fail',
    ]);
  });

  it.each([201, 302, 500, 429])('status %i never counts as a refusal', (status) => {
    expect(passedRefusal(exchange({ status, body: '' }))).toBe(false);
  });
});

describe('a refusal for another reason than the defect', () => {
  const reasonOf = (answer: Exchange, more: Partial<RefusalInput> = {}) =>
    findings(answer, more).find(({ check }) => check === 'refusal.accepted')?.verdict;
  const said = (description: string, code = 'invalid_client_metadata') =>
    exchange({ status: 400, body: { error: code, error_description: description } });

  it.each([401, 403, 404, 405, 407, 408, 409, 410, 411, 413, 415, 431])(
    'is shown by status %i',
    (status) => {
      expect(reasonOf(exchange({ status, body: ERROR }))).toBe('inconclusive');
    },
  );

  it.each([400, 422])('is not shown by status %i', (status) => {
    expect(reasonOf(exchange({ status, body: ERROR }))).toBe('pass');
  });

  it.each([
    'The software is already registered.',
    'A client for this software_id already exists',
    'client_name is already in use',
    'this software is registered already',
    'Duplicate client',
    'duplicated registration of the software statement',
    'jti of the registration request was used before',
    'The jti has already been used.',
  ])('is a duplicate that the description tells: %s', (description) => {
    expect(reasonOf(said(description))).toBe('inconclusive');
  });

  it.each([
    'the registration request repeats a claim',
    'Duplicate claim iss',
    'duplicate header parameter alg',
    'grant_types contains duplicates',
    'The registration request has already expired.',
    'unregistered software',
  ])('is no duplicate: %s', (description) => {
    expect(reasonOf(said(description))).toBe('pass');
  });

  it.each([
    'invalid_client',
    'unauthorized_client',
    'access_denied',
    'invalid_token',
    'insufficient_scope',
    'temporarily_unavailable',
    'server_error',
  ])('is told by the error code %s', (code) => {
    expect(reasonOf(said('no', code))).toBe('inconclusive');
  });

  it('is not told by a code for everything, which breaks the row about codes only', () => {
    const answer = said('no', 'invalid_request');
    expect(reasonOf(answer)).toBe('pass');
    expect(judged(answer)).toEqual(['refusal.code-registered OBUK-error-structure-1 fail']);
  });

  it('keeps the finding about its status', () => {
    expect(judged(exchange({ status: 409, body: ERROR }))).toEqual([
      `refusal.accepted ${REQUIREMENT} inconclusive`,
      'refusal.status RFC7591-3.2.2-2 fail',
    ]);
  });

  it.each([
    ['media-type', 415],
    ['method', 405],
    ['method', 404],
    ['no-certificate', 403],
    ['token-missing', 401],
    ['foreign-client', 403],
    ['client-assertion', 401],
  ] as const)('is none where the status is right: %s with %i', (situation, status) => {
    expect(reasonOf(exchange({ status, body: ERROR }), { situation })).toBe('pass');
  });
});

describe('a connection that may be refused', () => {
  it.each(['tls', 'reset'] as const)('a %s failure is a refusal', (kind) => {
    expect(judged(silence(kind), { situation: 'no-certificate' })).toEqual([]);
    expect(passedRefusal(silence(kind), { situation: 'no-certificate' })).toBe(true);
  });

  it('a timeout is none', () => {
    expect(judged(silence('timeout'), { situation: 'no-certificate' })).toEqual([
      'refusal.status RFC7591-3.2.2-2 fail',
    ]);
  });
});

describe('a value that the server may replace', () => {
  const replaceable = { member: 'grant_types', value: ['authorization_code', 'password'] };
  const accepted = (grants: string[] | undefined) =>
    exchange({ status: 201, body: grants === undefined ? {} : { grant_types: grants } });

  it('passes when a legal value is shown instead', () => {
    expect(judged(accepted(['authorization_code']), { replaceable })).toEqual([]);
  });

  it('fails when the refused value is in force', () => {
    const answer = accepted(['authorization_code', 'password']);
    expect(judged(answer, { replaceable })).toEqual([`refusal.accepted ${REQUIREMENT} fail`]);
  });

  it('fails when the replacement is illegal itself', () => {
    expect(judged(accepted(['implicit']), { replaceable })).toEqual([
      `refusal.accepted ${REQUIREMENT} fail`,
    ]);
  });

  it('warns when the answer does not show the member', () => {
    expect(judged(accepted(undefined), { replaceable })).toEqual([
      `refusal.accepted ${REQUIREMENT} warn`,
    ]);
  });

  it('fails when the answer does not show a member that it must show', () => {
    expect(
      judged(accepted(undefined), { replaceable: { ...replaceable, mustBeShown: true } }),
    ).toEqual([`refusal.accepted ${REQUIREMENT} fail`]);
  });

  it.each([
    ['private_key_jwt', []],
    ['tls_client_auth', []],
    ['client_secret_basic', ['refusal.accepted FAPI1A-5.2.2-14-1 fail']],
  ])('judges the authentication method in force by FAPI: %s', (method, expected) => {
    const answer = exchange({ status: 201, body: { token_endpoint_auth_method: method } });
    const left = { member: 'token_endpoint_auth_method', value: null, mustBeShown: true };
    expect(judged(answer, { replaceable: left })).toEqual(expected);
  });

  it('takes a scope without the refused token for a reduction', () => {
    const scope = { member: 'scope', value: 'openid payments' };
    const answer = exchange({ body: { scope: 'openid accounts' } });
    expect(judged(answer, { replaceable: scope })).toEqual([]);
  });

  it('takes any legal default for a claim that was left out', () => {
    const answer = exchange({ body: { scope: 'openid' } });
    expect(judged(answer, { replaceable: { member: 'scope', value: undefined } })).toEqual([]);
  });
});

describe('a member that the server may leave out', () => {
  const dn = { member: 'tls_client_auth_subject_dn', value: null, droppable: true };
  const accepted = (body: Record<string, string>) => exchange({ status: 201, body });

  it('passes when it is left out', () => {
    expect(judged(accepted({}), { replaceable: dn })).toEqual([]);
  });

  it.each(['CN=tpp', 'CN=other'])('fails when it is shown, whatever its value: %s', (value) => {
    const answer = accepted({ tls_client_auth_subject_dn: value });
    expect(judged(answer, { replaceable: dn })).toEqual([`refusal.accepted ${REQUIREMENT} fail`]);
  });
});

describe('a refused token', () => {
  const challenged = (value?: string) =>
    exchange({
      status: 401,
      headers: value === undefined ? {} : { 'WWW-Authenticate': value },
      body: '',
    });
  const unauthorised = (answer: Exchange, situation: RefusalInput['situation'] = 'token-missing') =>
    judged(answer, { situation, requirement: 'OBUK-authentication-2' });

  it.each(['Bearer', 'bearer realm="dcr"', 'Basic realm="x", Bearer realm="y"'])(
    'passes with %s',
    (value) => {
      expect(unauthorised(challenged(value))).toEqual([]);
    },
  );

  it('needs a challenge', () => {
    expect(unauthorised(challenged())).toEqual([
      'bearer.challenge RFC6750-3-1 fail',
      'bearer.challenge OBUK-openapi-1 fail',
    ]);
  });

  it('needs the Bearer scheme', () => {
    expect(unauthorised(challenged('Basic realm="x"'))).toEqual([
      'bearer.challenge RFC6750-3-2 fail',
    ]);
  });

  it('should say invalid_token where a token was presented', () => {
    expect(unauthorised(challenged('Bearer realm="dcr"'), 'token-invalid')).toEqual([
      'bearer.challenge RFC6750-3.1-1 warn',
    ]);
    expect(unauthorised(challenged('Bearer error="invalid_token"'), 'token-invalid')).toEqual([]);
  });

  it('is not 404', () => {
    expect(unauthorised(exchange({ status: 404, body: '' }), 'unknown-client')).toEqual([
      'refusal.status OBUK-authentication-2 fail',
    ]);
  });

  it('may be 403 for the token of another client', () => {
    expect(unauthorised(exchange({ status: 403, body: '' }), 'foreign-client')).toEqual([]);
  });
});

describe('a refused client assertion', () => {
  const refused = (answer: Exchange) =>
    judged(answer, { situation: 'client-assertion', requirement: 'RFC7523-3-1' });

  it.each([400, 401])('passes with %i invalid_client', (status) => {
    expect(refused(exchange({ status, body: { error: 'invalid_client' } }))).toEqual([]);
  });

  it('needs the code invalid_client', () => {
    expect(refused(exchange({ status: 400, body: { error: 'invalid_grant' } }))).toEqual([
      'refusal.body RFC7523-3.2-1 fail',
    ]);
  });

  it('needs an error body', () => {
    expect(refused(exchange({ status: 401, body: '' }))).toEqual([
      'refusal.body RFC7523-3.2-1 fail',
    ]);
  });
});

describe('a refusal that breaks down', () => {
  const CRASH = exchange({ status: 500, body: '' });
  const cases: readonly [RefusalInput['situation'], row: string][] = [
    ['client-metadata', 'RFC7591-3.2.2-2'],
    ['media-type', 'RFC7591-3.2.2-2'],
    ['client-assertion', 'RFC7523-3.2-1'],
    ['token-invalid', REQUIREMENT],
    ['method', REQUIREMENT],
    ['no-certificate', 'RFC7591-3.2.2-2'],
  ];
  it.each(cases)('breaks the row that is about its situation: %s', (situation, row) => {
    const rows = (answer: Exchange) => judged(answer, { situation });
    expect(rows(CRASH)).toEqual([`refusal.status ${row} fail`]);
    expect(rows(silence('timeout'))).toEqual([`refusal.status ${row} fail`]);
  });
});

describe('an error code beyond those of RFC 7591', () => {
  const invalidRequest = exchange({ status: 400, body: { error: 'invalid_request' } });

  it.each([
    ['closes the list', obUk33, ['refusal.code-registered OBUK-error-structure-1 fail']],
    ['does not close the list', rfc7591, ['refusal.code-registered RFC7591-3.2.2-4 warn']],
    ['allows others', oidc, []],
  ])('counts as its profile says that %s', (_what, profile, found) => {
    expect(judged(invalidRequest, { profile })).toEqual(found);
  });

  it.each([rfc7591, oidc])('has to be a text all the same: $id', (profile) => {
    const answer = exchange({ status: 400, body: { error: 400 } });
    expect(judged(answer, { profile })).toEqual(['refusal.code-registered RFC7591-3.2.2-4 fail']);
  });
});

describe('a request without an access token where clients register in plain JSON', () => {
  const refusedWith = (status: number, headers: Record<string, string>) =>
    judged(exchange({ status, headers, body: { error: 'invalid_request' } }), {
      profile: rfc7591,
      situation: 'token-missing',
      requirement: 'RFC7592-2-1',
    });

  it.each([400, 401])('may be refused with %i and a challenge', (status) => {
    expect(refusedWith(status, { 'WWW-Authenticate': 'Bearer realm="bank"' })).toEqual([]);
  });

  it.each([400, 401])('is challenged whatever the status: %i', (status) => {
    expect(refusedWith(status, {})).toEqual(['bearer.challenge RFC6750-3-1 fail']);
  });

  it('is not refused with 404', () => {
    expect(refusedWith(404, {})).toEqual(['refusal.status RFC7592-2-1 fail']);
  });
});
