import { describe, expect, it } from 'vitest';
import type { SuccessInput } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { successFindings } from './success.ts';
import {
  broken,
  exchange,
  NOW,
  RECORD,
  SENT,
  silence,
  strict,
  withMembers,
} from './testing/exchanges.ts';

type Changes = Readonly<Record<string, Json | undefined>>;

const answered = (changes: Changes = {}): Exchange =>
  exchange({ body: withMembers(RECORD, changes) });

function judged(answer: Exchange, more: Partial<SuccessInput> = {}): string[] {
  return broken(
    successFindings({
      operation: 'post',
      exchange: answer,
      sent: SENT,
      profile: obUk33,
      weigh: strict,
      now: NOW,
      ...more,
    }),
  );
}

describe('a record that tells what was registered', () => {
  it('passes every check', () => {
    expect(judged(answered())).toEqual([]);
  });

  it('passes on GET and on PUT with 200 and the same identifier', () => {
    const answer = exchange({ status: 200, body: RECORD });
    expect(judged(answer, { operation: 'get', clientId: 'c-1' })).toEqual([]);
    expect(judged(answer, { operation: 'put', clientId: 'c-1' })).toEqual([]);
  });
});

describe('what a specification leaves to the server', () => {
  it('does not have a claim of the statement shown that nobody knows', () => {
    const sent = { ...SENT, ssa: { ...SENT.ssa, x_conformance: true } };
    expect(judged(answered(), { sent })).toEqual([]);
  });

  const harmless: readonly [what: string, changes: Changes][] = [
    [
      'members nobody knows',
      { x_extra: { deep: [1] }, registration_client_uri: 'https://bank.example/r/1' },
    ],
    ['a null member', { client_secret: null, policy_uri: null }],
    ['no time of issue', { client_id_issued_at: undefined }],
    ['an identifier of 36 characters', { client_id: 'a5e0a6cc-6b52-4d1c-b3b5-2c2b4d0f6f5b' }],
    ['a clock that is 20 seconds off', { client_id_issued_at: NOW + 20 }],
    [
      'array members in another order',
      { grant_types: ['client_credentials', 'authorization_code'] },
    ],
    [
      'an array member twice',
      { grant_types: ['client_credentials', 'authorization_code', 'client_credentials'] },
    ],
    ['scope tokens in another order', { scope: 'accounts openid' }],
    ['a reduced scope', { scope: 'accounts' }],
    ['a legal algorithm instead of the requested one', { id_token_signed_response_alg: 'ES256' }],
    ['a legal response type instead of the requested one', { response_types: ['code'] }],
    [
      'another FAPI authentication method',
      { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=tpp,C=GB' },
    ],
    ['the key set of the software statement', { jwks_uri: 'https://keys.example/sw.jwks.json' }],
    [
      'the claims of the request JWT',
      { iss: 'sw0123456789abcdefghij', iat: NOW - 10, aud: 'bank' },
    ],
    ['a secret that never expires', { client_secret: 's', client_secret_expires_at: 0 }],
  ];
  it.each(harmless)('%s is no finding', (_what, changes) => {
    expect(judged(answered(changes))).toEqual([]);
  });

  it('accepts parameters and upper case in the media type', () => {
    const headers = { 'Content-Type': 'Application/JSON; charset=UTF-8' };
    expect(judged(exchange({ headers, body: RECORD }))).toEqual([]);
  });

  it('accepts a defaulted application_type that is left out when nobody asked for one', () => {
    const { application_type: _, ...request } = SENT.request;
    const answer = answered({ application_type: undefined });
    expect(judged(answer, { sent: { ...SENT, request } })).toEqual([]);
  });

  it('takes a distinguished name in another order and spacing for the same', () => {
    const request = { ...SENT.request, tls_client_auth_subject_dn: 'CN=tpp,O=Ledger,C=GB' };
    const answer = answered({ tls_client_auth_subject_dn: 'c=gb, o=Ledger, cn=tpp' });
    expect(judged(answer, { sent: { ...SENT, request } })).toEqual([]);
  });

  it('takes the list of the software statement for a requested part of it', () => {
    const request = { ...SENT.request, redirect_uris: ['https://tpp.example/cb'] };
    expect(judged(answered(), { sent: { ...SENT, request } })).toEqual([]);
  });
});

describe('one wrong thing breaks the check that speaks about it', () => {
  const members: readonly [what: string, changes: Changes, finding: string][] = [
    ['no client_id', { client_id: undefined }, 'success.members-present RFC7591-3.2.1-2 fail'],
    ['a numeric client_id', { client_id: 7 }, 'success.members-legal RFC7591-3.2.1-2 fail'],
    ['an empty client_id', { client_id: '' }, 'success.members-legal RFC7591-3.2.1-2 fail'],
    [
      'a client_id of 37 characters',
      { client_id: 'x'.repeat(37) },
      'success.members-legal OBUK-client_id-1 fail',
    ],
    ['no scope', { scope: undefined }, 'success.members-present RFC7591-3.2.1-7 fail'],
    [
      'no response_types',
      { response_types: undefined },
      'success.members-present RFC7591-3.2.1-7 fail',
    ],
    [
      'no redirect_uris',
      { redirect_uris: undefined },
      'success.members-present RFC7591-3.2.1-7 fail',
    ],
    ['no software_id', { software_id: undefined }, 'success.members-present RFC7591-3.2.1-7 warn'],
    [
      'no software_statement',
      { software_statement: undefined },
      'success.members-present OBUK-software_statement-2 fail',
    ],
    [
      'another software_statement',
      { software_statement: 'a.b.c' },
      'success.software-statement RFC7591-3.2.1-8 fail',
    ],
    ['a scope array', { scope: ['openid'] }, 'success.members-legal OBUK-scope-1 fail'],
    [
      'a grant as text',
      { grant_types: 'client_credentials' },
      'success.members-legal OBUK-grant_types-2 fail',
    ],
    [
      'an illegal grant',
      { grant_types: ['authorization_code', 'password'] },
      'success.members-legal OBUK-grant_types-2 fail',
    ],
    [
      'alg none',
      { request_object_signing_alg: 'none' },
      'success.members-legal OBUK-request_object_signing_alg-1 fail',
    ],
    [
      'RS256 that nobody asked for',
      { request_object_signing_alg: 'RS256' },
      'success.echo FAPI1A-8.6-2 warn',
    ],
    [
      'a weaker authentication method without a secret',
      { token_endpoint_auth_method: 'client_secret_basic' },
      'success.echo OBUK-general-1 fail',
    ],
    [
      'a grant missing for the response type',
      { grant_types: ['client_credentials'] },
      'success.consistent RFC7591-2.1-1 fail',
    ],
    [
      'a foreign redirect URI',
      {
        redirect_uris: [
          'https://evil.example/cb',
          'https://tpp.example/cb',
          'https://tpp.example/cb2',
        ],
      },
      'success.redirect-uris RFC7591-3.2.1-7 fail',
    ],
    [
      'a lost redirect URI',
      { redirect_uris: ['https://tpp.example/cb'] },
      'success.redirect-uris RFC7591-3.2.1-7 warn',
    ],
    [
      'a scope that was not requested',
      { scope: 'openid accounts payments' },
      'success.scope RFC7591-3.2.1-7 warn',
    ],
    [
      'a scope beyond the roles',
      { scope: 'openid accounts fundsconfirmations' },
      'success.scope OBUK-data-mapping-1 fail',
    ],
    ['another organisation', { org_id: 'org2' }, 'success.ssa-members RFC7591-2-12 fail'],
    ['no flattened claim', { org_id: undefined }, 'success.ssa-flattened OBUK-general-2 fail'],
    [
      'another key set',
      { jwks_uri: 'https://keys.example/else.json' },
      'success.ssa-members RFC7591-2-12 warn',
    ],
    [
      'a time of issue in the past',
      { client_id_issued_at: NOW - 4000 },
      'success.times RFC7591-3.2.1-6 fail',
    ],
    [
      'a time in milliseconds',
      { client_id_issued_at: NOW * 1000 },
      'success.times RFC7591-3.2.1-6 fail',
    ],
    ['a secret without its end', { client_secret: 's' }, 'success.times RFC7591-3.2.1-5 fail'],
    [
      'an expired secret',
      { client_secret: 's', client_secret_expires_at: NOW - 5000 },
      'success.times RFC7591-3.2.1-5 fail',
    ],
    [
      'a private key',
      { jwks: { keys: [{ kty: 'RSA', n: 'n', e: 'AQAB', d: 'secret' }] } },
      'success.nothing-secret RFC7591-3.2.1-7 fail',
    ],
    ['a stray token', { access_token: 't' }, 'success.nothing-secret RFC7591-3.2.1-7 fail'],
    [
      'two key sources',
      { jwks: { keys: [] }, jwks_uri: 'https://keys.example/sw.jwks.json' },
      'success.one-key-source RFC7591-2-7 fail',
    ],
  ];
  it.each(members)('%s', (_what, changes, finding) => {
    expect(judged(answered(changes))).toEqual([finding]);
  });

  it('a time as text breaks the type and the number clause', () => {
    expect(judged(answered({ client_id_issued_at: String(NOW) }))).toEqual([
      'success.members-legal OBUK-client_id_issued_at-1 fail',
      'success.times OIDCR-3.2-6 fail',
    ]);
  });

  it("a request that wins over the software statement is the client's own word", () => {
    const request = { ...SENT.request, org_id: 'mine' };
    expect(judged(answered({ org_id: 'mine' }), { sent: { ...SENT, request } })).toEqual([
      'success.ssa-members RFC7591-5-4 fail',
    ]);
  });

  it('a weaker method that comes with a secret is a real replacement', () => {
    const changes = {
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: 's',
      client_secret_expires_at: 0,
    };
    expect(judged(answered(changes))).toEqual(['success.echo FAPI1A-5.2.2-14-1 fail']);
  });

  it.each([
    ['no subject at all', {}, ['success.members-present RFC7591-3.2.1-7 warn']],
    ['the subject', { tls_client_auth_subject_dn: 'CN=tpp,O=Ledger,C=GB' }, []],
    ['another kind of subject', { tls_client_auth_san_dns: 'tpp.example' }, []],
  ] as const)(
    'a client that the server makes authenticate by certificate comes with %s',
    (_what, subject, findings) => {
      const answer = answered({
        token_endpoint_auth_method: 'tls_client_auth',
        token_endpoint_auth_signing_alg: undefined,
        ...subject,
      });
      expect(judged(answer)).toEqual(findings);
    },
  );

  it('an implicit grant that the response type needs in OpenID Connect is a matter of opinion', () => {
    const grant_types = ['authorization_code', 'client_credentials', 'implicit'];
    expect(judged(answered({ grant_types }))).toEqual([
      'success.members-legal OBUK-grant_types-2 warn',
    ]);
  });

  it('a changed identifier', () => {
    const answer = exchange({ status: 200, body: RECORD });
    expect(judged(answer, { operation: 'get', clientId: 'c-2' })).toEqual([
      'success.client-id-stable RFC7592-2.1-2 fail',
    ]);
  });

  it('a missing default list of redirect URIs', () => {
    const { redirect_uris: _, ...request } = SENT.request;
    const answer = answered({ redirect_uris: ['https://tpp.example/cb'] });
    expect(judged(answer, { sent: { ...SENT, request } })).toEqual([
      'success.redirect-uris OBUK-redirect_uris-5 warn',
    ]);
  });

  const messages: readonly [what: string, answer: Exchange, finding: string][] = [
    [
      '200 instead of 201',
      exchange({ status: 200, body: RECORD }),
      'success.status RFC7591-3.2-1 fail',
    ],
    [
      'a refusal',
      exchange({ status: 400, body: { error: 'x' } }),
      'success.status RFC7591-3.2-1 fail',
    ],
    ['a redirect', exchange({ status: 302, body: '' }), 'success.status RFC7591-3.2-1 fail'],
    [
      'a request to wait',
      exchange({ status: 429, body: '' }),
      'success.status RFC7591-3.2-1 inconclusive',
    ],
    [
      'HTML',
      exchange({ headers: { 'content-type': 'text/html' }, body: RECORD }),
      'success.media-type RFC7591-3.2.1-1 fail',
    ],
    [
      'no media type',
      exchange({ headers: {}, body: RECORD }),
      'success.media-type RFC7591-3.2.1-1 fail',
    ],
    ['an array', exchange({ body: '[]' }), 'success.body RFC7591-3.2.1-1 fail'],
    ['no body', exchange({ body: '' }), 'success.body RFC7591-3.2.1-1 fail'],
    [
      'a member twice',
      exchange({ body: JSON.stringify(RECORD).replace('{', '{"scope":"openid",') }),
      'success.unique-members RFC7591-3.2.1-1 warn',
    ],
    [
      'a cacheable secret',
      exchange({
        headers: { 'content-type': 'application/json' },
        body: withMembers(RECORD, { client_secret: 's', client_secret_expires_at: 0 }),
      }),
      'success.caching RFC6749-5.1-1 fail',
    ],
    ['a hang', silence('timeout'), 'success.status RFC7591-3.2-1 fail'],
    ['a dead host', silence('refused'), 'success.status RFC7591-3.2-1 inconclusive'],
  ];
  it.each(messages)('%s', (_what, answer, finding) => {
    expect(judged(answer)).toEqual([finding]);
  });
});

it('a client with a grant that redirects has a redirect URI', () => {
  expect(judged(answered({ redirect_uris: [] }))).toContain(
    'success.redirect-uris RFC7591-5-2 fail',
  );
});
