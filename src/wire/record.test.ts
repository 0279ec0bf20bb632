import { describe, expect, it } from 'vitest';
import { type RecordRules, recordExchange } from './record.ts';
import { createRedaction, readable } from './redact.ts';
import { createSecretBook } from './secret-book.ts';
import { liveExchange as exchange, type Parts } from './testing/live-exchange.ts';

const TOKEN = 'live-token-0123456789';
const JWT = 'eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl';

const RULES: RecordRules = {
  headers: new Set(['x-api-key']),
  book: createSecretBook(),
  mask: false,
};

describe('recordExchange', () => {
  it.each<[what: string, parts: Parts]>([
    ['a bearer token', { headers: [['Authorization', `Bearer ${TOKEN}`]] }],
    ['a bearer token in lower case', { headers: [['authorization', `bearer  ${TOKEN}`]] }],
    ['basic credentials', { headers: [['authorization', `Basic ${TOKEN}`]] }],
    ['an Authorization header without a scheme', { headers: [['authorization', TOKEN]] }],
    ['a cookie', { headers: [['cookie', `s=${TOKEN}`]] }],
    ['a cookie that is set', { answerHeaders: [['Set-Cookie', `s=${TOKEN}; Path=/`]] }],
    ['a header of the user', { headers: [['X-Api-Key', TOKEN]] }],
    [
      'an authorization code that is sent back',
      { answerHeaders: [['Location', `https://tpp.example/cb?state=1&code=${TOKEN}`]] },
    ],
    [
      'an ID token in a fragment, with its body',
      {
        answerHeaders: [['location', `https://tpp.example/cb#id_token=${TOKEN}&state=1`]],
        answer: `<a href="https://tpp.example/cb#id_token=${TOKEN}">`,
      },
    ],
    ['an access token that is issued', { answer: `{"access_token": "${TOKEN}"}` }],
    ['a registration access token', { answer: `{"registration_access_token":"${TOKEN}"}` }],
    ['a client secret', { answer: `{"client_id":"c","client_secret":"${TOKEN}"}` }],
    ['a nested client secret', { answer: `{"a":[{"client_secret":"${TOKEN}"}]}` }],
    ['a secret with escapes', { answer: `{"client_secret":"a\\"${TOKEN}\\u0041"}` }],
    ['a secret in JSON that breaks off', { answer: `{"client_secret":"${TOKEN}","a":` }],
    ['a client assertion', { body: `grant_type=client_credentials&client_assertion=${TOKEN}` }],
    ['a token to be introspected', { body: `token=${TOKEN}&token_type_hint=access_token` }],
    [
      'a token that the answer reflects',
      { headers: [['authorization', `Bearer ${TOKEN}`]], answer: `<h1>${TOKEN} is bad</h1>` },
    ],
    ['a token in the query alone', { url: `https://bank.example/c?a=1&access_token=${TOKEN}` }],
    ['a token that begins the query', { url: `https://bank.example/c?access_token=${TOKEN}` }],
    [
      'a token in the URL',
      { headers: [['authorization', `Bearer ${TOKEN}`]], url: `https://bank.example/?t=${TOKEN}` },
    ],
  ])('takes out %s', (_what, parts) => {
    const recorded = recordExchange(exchange(parts), RULES);
    expect(JSON.stringify(recorded)).not.toContain(TOKEN);
  });

  it('takes out the password of a Basic credential that the answer repeats', () => {
    const credential = Buffer.from(`me:${TOKEN}`).toString('base64');
    const recorded = recordExchange(
      exchange({ headers: [['authorization', `Basic ${credential}`]], answer: `no, ${TOKEN}` }),
      RULES,
    );
    expect([recorded.request.headers[0]?.[1], recorded.response?.body]).toEqual([
      `Basic \${DCR_AUTHORIZATION}`,
      `no, \${DCR_PASSWORD}`,
    ]);
  });

  it('says what was taken out', () => {
    const recorded = recordExchange(
      exchange({
        headers: [['authorization', `Bearer ${TOKEN}`]],
        answer: `{"client_secret":"${TOKEN}2","client_id":"c"}`,
      }),
      RULES,
    );
    expect([recorded.request.headers[0]?.[1], recorded.response?.body]).toEqual([
      `Bearer \${DCR_TOKEN}`,
      `{"client_secret":"\${DCR_CLIENT_SECRET}","client_id":"c"}`,
    ]);
  });

  it('writes a curl line with variables', () => {
    const { curl } = recordExchange(
      exchange({ headers: [['authorization', `Bearer ${TOKEN}`]] }),
      RULES,
    );
    expect(curl).toContain(`'authorization: Bearer '"\${DCR_TOKEN}"`);
  });

  it('keeps a registration JWT whole', () => {
    const recorded = recordExchange(
      exchange({ body: JWT, answer: `{"software_statement":"${JWT}"}` }),
      RULES,
    );
    expect([recorded.request.body, recorded.response?.body]).toEqual([
      JWT,
      `{"software_statement":"${JWT}"}`,
    ]);
  });

  it('does not replace a short secret wherever its letters occur', () => {
    const recorded = recordExchange(
      exchange({ answer: '{"client_secret":"a","name":"banana"}' }),
      RULES,
    );
    expect(recorded.response?.body).toBe(
      `{"client_secret":"\${DCR_CLIENT_SECRET}","name":"banana"}`,
    );
  });

  it('shortens a very long body and says so', () => {
    const recorded = recordExchange(exchange({ answer: 'x'.repeat(100_000) }), RULES);
    expect(recorded.response?.body).toMatch(/x… \(100000 characters in all\)$/);
  });

  it('leaves the live exchange as it is', () => {
    const live = exchange({ answer: `{"access_token":"${TOKEN}"}` });
    recordExchange(live, RULES);
    expect(live.response?.body).toContain(TOKEN);
  });
});

describe('createRedaction', () => {
  it('takes out of other text what an exchange carried', () => {
    const redaction = createRedaction([exchange({ answer: `{"access_token":"${TOKEN}"}` })], RULES);
    expect(readable(redaction.text(`got ${TOKEN}, twice ${TOKEN}`))).toBe(
      `got \${DCR_TOKEN}, twice \${DCR_TOKEN}`,
    );
  });
});
