import { describe, expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { createRedaction, readable } from './redact.ts';
import { createSecretBook } from './secret-book.ts';
import { headerSecrets } from './secrets.ts';

const TOKEN = 'Tok/en+0123 456-789~é"x';

function exchange(answer: string, body: string | null = null): Exchange {
  return {
    request: { method: 'POST', url: 'https://bank.example/', headers: [], body },
    response: { status: 200, headers: [], body: answer },
    failure: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    tls: null,
    curl: '',
  };
}

/** What is left of `text` when it comes in an exchange after `earlier`. */
function shown(text: string, earlier: readonly Exchange[]): string {
  const book = createSecretBook();
  for (const each of earlier) book.learn(each);
  return readable(createRedaction([], { headers: new Set(), book }).text(text));
}

const issued = [exchange(JSON.stringify({ access_token: TOKEN }))];

describe('a token that the target issued', () => {
  it.each([
    ['as it is', TOKEN],
    ['in JSON', JSON.stringify({ x: TOKEN })],
    ['in JSON with escaped slashes', JSON.stringify({ x: TOKEN }).replaceAll('/', '\\/')],
    ['percent-encoded', `https://x.example/?q=${encodeURIComponent(TOKEN)}`],
    [
      'percent-encoded in lower case',
      encodeURIComponent(TOKEN).replace(/%../g, (code) => code.toLowerCase()),
    ],
    ['in a form', `q=${new URLSearchParams([['', TOKEN]]).toString().slice(1)}`],
  ])('is found in another exchange %s', (_how, text) => {
    expect(shown(text, issued)).not.toMatch(/0123.*456/);
    expect(shown(text, issued)).toContain(`\${DCR_TOKEN}`);
  });

  it.each(['', 'a', 'ab', 'Authorization: Bearer '])('is found in base64 behind "%s"', (before) => {
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = shown(Buffer.from(`${before}${TOKEN} and more`).toString(encoding), issued);
      const rest = text.replace(`\${DCR_TOKEN}`, '');
      expect(text).toContain(`\${DCR_TOKEN}`);
      expect(Buffer.from(rest, encoding).toString()).not.toMatch(/0123|456|789/);
    }
  });

  it('is found where an ellipsis cuts it short, also in the middle of a text', () => {
    const text = shown(
      `bad: ${TOKEN.slice(0, 14)}…, ${encodeURIComponent(TOKEN).slice(0, 18)}…`,
      issued,
    );
    expect(text).toBe(`bad: \${DCR_TOKEN}…, \${DCR_TOKEN}…`);
  });

  it('leaves the text around it', () => {
    expect(shown(`a ${TOKEN} b ${TOKEN} c`, issued)).toBe(`a \${DCR_TOKEN} b \${DCR_TOKEN} c`);
  });
});

describe('createSecretBook', () => {
  it('learns the client assertion that was sent', () => {
    const sent = [exchange('{}', 'client_assertion=eyJhbGciOiJQUzI1NiJ9.e30.c2lnbmF0dXJl')];
    expect(shown('bad eyJhbGciOiJQUzI1NiJ9.e30.c2lnbmF0dXJl', sent)).toBe(
      `bad \${DCR_CLIENT_ASSERTION}`,
    );
  });

  it('learns the bearer of a request, unless it names the client in the URL', () => {
    const sent = (url: string, bearer: string): Exchange => {
      const made = exchange('{}');
      const headers = [['authorization', `Bearer ${bearer}`]] as const;
      return { ...made, request: { ...made.request, url, headers } };
    };
    const earlier = [
      sent('https://bank.example/register/client-1234567', 'client-1234567'),
      sent('https://bank.example/register/client-1234567', 'altered-token-1'),
    ];
    expect(shown('client-1234567 altered-token-1', earlier)).toBe(`client-1234567 \${DCR_TOKEN}`);
  });

  it('does not take a word for a token, which would be missed everywhere', () => {
    const answer = exchange('{"access_token":"invalid_client_metadata"}');
    expect(shown('error invalid_client_metadata', [answer])).toBe('error invalid_client_metadata');
  });

  it('learns nothing from an answer full of tokens', () => {
    const many = Array.from({ length: 100 }, (_, n) => ({ access_token: `token-number-${n}` }));
    expect(shown('token-number-7', [exchange(JSON.stringify(many))])).toBe('token-number-7');
  });

  it('finds all of twenty thousand secrets in one pass', () => {
    const secrets = Array.from({ length: 20_000 }, (_, n) => ({
      value: `secret-${n}-of-many`,
      variable: 'DCR_TOKEN',
    }));
    const book = createSecretBook(secrets);
    const text = secrets.map(({ value }) => value).join(' and ');
    expect(book.places(text)).toHaveLength(20_000);
  });
});

describe('headerSecrets', () => {
  const basic = Buffer.from('client:the password').toString('base64');

  it.each([
    ['a bearer token', 'Authorization', 'Bearer initial-token-1', ['initial-token-1']],
    ['Basic and its password', 'authorization', `Basic ${basic}`, [basic, 'the password']],
    ['an API key', 'X-Api-Key', 'key-1234', ['key-1234']],
    ['no financial id', 'x-fapi-financial-id', '0015800001041REAAY', []],
    ['no user agent', 'User-Agent', 'my tool', []],
  ])('are %s', (_what, name, value, secrets) => {
    expect(
      headerSecrets([[name, value]], new Set([name.toLowerCase()])).map((secret) => secret.value),
    ).toEqual(secrets);
  });
});
