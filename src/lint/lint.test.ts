import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles/index.ts';
import {
  compact,
  findingOf,
  HEADER,
  linted,
  NOW,
  REQUEST,
  recordText,
  requestText,
  SSA,
  SSA_HEADER,
  ssaText,
  weighty,
} from './testing/documents.ts';

const CDR_SSA = {
  iss: 'cdr-register',
  iat: NOW - 60,
  exp: NOW + 540,
  jti: 'a',
  org_id: 'o',
  org_name: 'n',
  client_name: 'c',
  client_description: 'd',
  client_uri: 'https://tpp.example',
  redirect_uris: ['https://tpp.example/a'],
  recipient_base_uri: 'https://tpp.example',
  revocation_uri: 'https://tpp.example/r',
  jwks_uri: 'https://tpp.example/jwks',
  software_id: '740C368F-ECF9-4D29-A2EA-0514A66B0CDE',
  software_roles: 'data-recipient-software-product',
  scope: 'openid profile cdr:registration',
};
const cdrText = compact(SSA_HEADER, CDR_SSA);

describe('a right transaction', () => {
  it.each([
    ['request alone', [requestText()]],
    ['statement alone', [ssaText()]],
    ['record alone', [recordText()]],
    ['request and statement', [requestText(), ssaText()]],
    ['all three', [requestText(), ssaText(), recordText()]],
    [
      'decoded claims with a placeholder, and the statement',
      [JSON.stringify({ ...REQUEST, software_statement: '<SSA>' }), ssaText()],
    ],
    [
      'the record as curl -i prints it',
      [
        requestText(),
        `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n${recordText()}`,
      ],
    ],
    [
      'the record as read later',
      [
        requestText(),
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Mon, 18 Jan 2027 08:00:00 GMT\r\n\r\n${recordText()}`,
      ],
    ],
  ])('is found right: %s', async (_what, texts) => {
    const report = await linted(texts, { now: NOW + 2 });
    expect(weighty(report)).toEqual([]);
    expect(report.findings).toEqual([]);
  });
});

describe('the parts of a transaction are held against each other', () => {
  it.each([
    [
      'another statement in the answer',
      [requestText(), recordText({ software_statement: ssaText({ jti: 'x' }) })],
      'error response/software_statement success.software-statement',
    ],
    [
      'another software in the answer',
      [requestText(), recordText({ software_id: 'software2' })],
      'error response/software_id success.ssa-members',
    ],
    [
      'a redirect URI outside the statement',
      [requestText({ redirect_uris: ['https://tpp.example/a', 'https://evil.example'] })],
      'error request/redirect_uris/1 redirect.subset',
    ],
    [
      'a redirect URI in the answer that nobody asked for',
      [requestText(), recordText({ redirect_uris: ['https://evil.example'] })],
      'error response/redirect_uris/0 success.redirect-uris',
    ],
    [
      'an iss that is another software',
      [requestText({ iss: 'software2' })],
      'error request/iss request.iss.software-id',
    ],
    [
      'a claim that did not come back',
      [requestText(), recordText({ application_type: undefined })],
      'error response/application_type success.members-present',
    ],
    [
      'a replaced value',
      [
        requestText(),
        recordText({ software_id: undefined, token_endpoint_auth_method: 'client_secret_basic' }),
      ],
      'error response/token_endpoint_auth_method success.echo',
    ],
    [
      'a statement beside the request that it does not carry',
      [requestText(), ssaText({ jti: 'other' })],
      'warning request/software_statement transaction.other-statement',
    ],
    [
      'a record whose redirect URI its own statement does not have',
      [recordText({ redirect_uris: ['https://evil.example'] })],
      'error response/redirect_uris/0 response.redirect-uris.own-statement',
    ],
  ])('%s', async (_what, texts, expected) => {
    expect(weighty(await linted(texts))).toContain(expected);
  });

  it.each([
    [
      'a request older than its statement',
      [requestText({ iat: NOW - 3600 })],
      'transaction.ssa-after-request',
    ],
    [
      'an answer older than its request',
      [requestText(), recordText({ client_id_issued_at: NOW - 3600 })],
      'transaction.answer-before-request',
    ],
    [
      'an answer after the request had expired',
      [requestText(), recordText({ client_id_issued_at: NOW + 9000 })],
      'transaction.answer-after-expiry',
    ],
  ])('in time: %s', async (_what, texts, expected) => {
    const report = await linted(texts, { now: NOW + 9001 });
    expect(findingOf(report, expected).expected).toMatch(/the (iat|exp) of/);
  });

  it('says how the statement that came back differs', async () => {
    const report = await linted([requestText(), recordText({ software_statement: cdrText })]);
    const { actual } = findingOf(report, 'success.software-statement');
    expect(actual).toContain('iss "cdr-register" instead of "OpenBanking Ltd"');
  });

  it('names each foreign redirect URI by its index', async () => {
    const uris = ['https://evil.example/1', 'https://tpp.example/a', 'https://evil.example/2'];
    const { findings } = await linted([requestText({ redirect_uris: uris })]);
    const pointers = findings
      .filter(({ id }) => id === 'redirect.subset')
      .map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/redirect_uris/0', '/redirect_uris/2']);
  });
});

describe('a document of another ecosystem', () => {
  it('is one finding, not one for each claim', async () => {
    const report = await linted([cdrText]);
    expect(weighty(report)).toEqual(['error ssa/iss profile.foreign']);
  });

  it('is one finding for the request around it as well', async () => {
    const claims = { ...REQUEST, iss: CDR_SSA.software_id, software_statement: cdrText };
    expect(weighty(await linted([compact(HEADER, claims)]))).toEqual([
      'error ssa/iss profile.foreign',
    ]);
  });

  it('is still judged by form and time', async () => {
    const old = compact({ ...SSA_HEADER, alg: 'none' }, { ...CDR_SSA, exp: NOW - 3600 });
    expect(weighty(await linted([old]))).toEqual(
      expect.arrayContaining([
        'error ssa#header/alg ssa.jose.alg-none',
        'error ssa/exp ssa.time.exp',
      ]),
    );
  });

  it('is a remark where the profile was not chosen by the user, and none fits', async () => {
    const uk = Object.fromEntries(
      Object.entries(PROFILES).filter(([id]) => id.startsWith('ob-uk')),
    );
    const report = await linted([cdrText], { profile: 'auto', profiles: uk });
    expect(weighty(report)).toEqual([]);
    expect(findingOf(report, 'profile.foreign').severity).toBe('info');
  });

  it('is no finding where the statement is of the profile', async () => {
    const { findings } = await linted([ssaText()], { profile: 'auto' });
    expect(findings).toEqual([]);
  });
});

describe('the profile of --profile auto', () => {
  it.each([
    ['a UK statement', [ssaText()], 'ob-uk-3.3'],
    ['a UK request', [requestText()], 'ob-uk-3.3'],
    ['a record with a UK statement', [recordText()], 'ob-uk-3.3'],
    ['nothing that tells', ['{"error":"invalid_redirect_uri"}'], 'ob-uk-3.3'],
  ])('for %s', async (_what, texts, expected) => {
    expect((await linted(texts, { profile: 'auto' })).profile).toBe(expected);
  });
});

describe('an error answer', () => {
  const error = (code: string, text?: string): string =>
    JSON.stringify({ error: code, ...(text === undefined ? {} : { error_description: text }) });
  const two = requestText({ redirect_uris: ['https://evil.example'], jti: 'x', exp: NOW - 3600 });

  it.each([
    ['by its code', 'invalid_redirect_uri', undefined, 'redirect.subset'],
    [
      'by a claim that its text names',
      'invalid_client_metadata',
      'jti is not acceptable',
      'request.claims.jti.length',
    ],
    [
      'by what its text is about',
      'invalid_client_metadata',
      'The JWT has expired',
      'request.time.exp',
    ],
    [
      'by its text although the code is another',
      'invalid_software_statement',
      'callback not allowed',
      'redirect.subset',
    ],
  ])('is explained %s', async (_how, code, text, expected) => {
    const report = await linted([two, error(code, text)]);
    expect(report.findings[0]?.id).toBe(expected);
    expect(findingOf(report, 'error.explained').message).toContain(expected);
  });

  it('is said to be unexplained where nothing fits', async () => {
    const report = await linted([two, error('invalid_client_metadata', 'scope is not permitted')]);
    expect(findingOf(report, 'error.unexplained').pointer).toBe('/error');
    expect(report.findings.map(({ id }) => id)).not.toContain('error.explained');
  });

  it('is said to be unexplained where the request is right', async () => {
    const report = await linted([requestText(), error('invalid_client_metadata')]);
    expect(findingOf(report, 'error.unexplained').fix).toContain('--jwks');
    expect(weighty(report)).toEqual([]);
  });

  it('that speaks of a duplicate is no defect of the request', async () => {
    const report = await linted([
      requestText(),
      error('invalid_client_metadata', 'Application already exists'),
    ]);
    expect(findingOf(report, 'error.duplicate').severity).toBe('info');
  });

  it.each([
    [401, 'info', 'who asks'],
    [415, 'info', 'the media type'],
    [500, 'warning', 'broke down'],
  ])('with status %i says what that speaks of', async (status, severity, words) => {
    const report = await linted([requestText(), `HTTP/1.1 ${status} x\r\n\r\n{"error":"x"}`]);
    expect(findingOf(report, 'error.status')).toMatchObject({
      severity,
      message: expect.stringContaining(words),
    });
  });

  it('is judged by its form', async () => {
    const report = await linted([
      'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<p>no</p>',
    ]);
    expect(weighty(report)).toEqual(
      expect.arrayContaining(['error response refusal.body', 'error response refusal.media-type']),
    );
  });

  it('is an error document in the answer', async () => {
    const { documents } = await linted([error('invalid_redirect_uri')]);
    expect(documents).toEqual([{ kind: 'error', name: 'text-1', verified: null }]);
  });
});

describe('the answer', () => {
  it('names the likely error code of a finding about what was sent', async () => {
    const report = await linted([requestText({ redirect_uris: ['https://evil.example'] })]);
    expect(findingOf(report, 'redirect.subset').errorCode).toBe('invalid_redirect_uri');
  });

  it('names none for what the bank did', async () => {
    const report = await linted([requestText(), recordText({ client_id_issued_at: '1' })]);
    expect(findingOf(report, 'success.times').errorCode).toBeNull();
  });

  it('says that a token broken into lines is a defect only if it was sent so', async () => {
    const text = requestText().replace(/.{100}/g, '$&\n');
    const finding = findingOf(await linted([text]), 'request.jose.line-breaks');
    expect(finding).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('If it was sent so'),
    });
  });

  it('calls it an error where a command would send it so', async () => {
    const text = requestText().replace(/.{100}/g, '$&\n');
    const curl = `curl --cert a.pem https://bank.example/register -H 'content-type: application/jwt' -d '${text}'`;
    expect(weighty(await linted([curl]))).toEqual(['error request request.jose.line-breaks']);
  });

  it('never shows a secret', async () => {
    const secret = 'k'.repeat(40);
    const report = await linted([
      requestText(),
      recordText({ client_secret: secret, client_secret_expires_at: 1 }),
    ]);
    expect(weighty(report).join()).toContain('/client_secret');
    expect(JSON.stringify(report)).not.toContain(secret);
  });

  it('says that only the first of two requests is judged', async () => {
    const report = await linted([requestText(), requestText({ jti: 'x' })]);
    expect(weighty(report)).toEqual(['warning request text.several']);
  });

  it('says what the tables list and no clause demands in remarks only', async () => {
    const report = await linted([
      requestText({ aud: 'https://bank.example' }, {}, { software_version: 1.5 }),
    ]);
    expect(weighty(report)).toEqual([]);
    expect(report.findings.map(({ document, pointer }) => document + pointer)).toEqual([
      'request/aud',
      'ssa/software_version',
    ]);
  });

  it('keeps the decoded statement of a request readable', async () => {
    const report = await linted([
      JSON.stringify({ header: HEADER, claims: { ...REQUEST, software_statement: ssaText() } }),
      JSON.stringify(SSA),
    ]);
    expect(weighty(report)).toEqual([]);
  });
});

describe('the library', () => {
  const folder = new URL('.', import.meta.url);

  function importsOf(file: URL, seen: Set<string>): void {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(
      /^(?:import|export)\b(?! type)[^;]*?from '([^']+)'/gm,
    )) {
      if (name.startsWith('.')) importsOf(new URL(name, file), seen);
      else seen.add(name);
    }
  }

  it('needs nothing but what a browser has', () => {
    const seen = new Set<string>();
    importsOf(new URL('lint.ts', folder), seen);
    for (const name of readdirSync(new URL('output/', folder))) {
      if (!name.endsWith('.test.ts')) importsOf(new URL(`output/${name}`, folder), seen);
    }
    expect([...seen].filter((name) => !name.startsWith('file:'))).toEqual([]);
  });
});
