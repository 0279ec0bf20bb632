import { describe, expect, it } from 'vitest';
import { createRecorder } from './recorder.ts';
import { createSecretBook } from './secret-book.ts';
import { liveExchange } from './testing/live-exchange.ts';

const TOKEN = 'live-token-0123456789';

const answer = (body: string, headers: readonly (readonly [string, string])[] = []) =>
  liveExchange({
    headers: [['authorization', `Bearer ${TOKEN}`]],
    answer: body,
    answerHeaders: headers,
  });

const recorder = () =>
  createRecorder({ headers: new Set(), book: createSecretBook(), mask: false });

describe('a recorder', () => {
  it('keeps less of long bodies once it has kept very much', () => {
    const { exchange } = recorder();
    const long = () => answer('x'.repeat(70_000));
    const lengths = Array.from({ length: 600 }, () => exchange(long()).response?.body.length ?? 0);
    expect([lengths[0], lengths.at(-1)].map((length) => Math.round((length ?? 0) / 1024))).toEqual([
      64, 8,
    ]);
  });

  it('keeps what several results show once', () => {
    const { exchange } = recorder();
    const shown = answer('{}');
    expect(exchange(shown)).toBe(exchange(shown));
  });

  it('keeps a hundred headers', () => {
    const headers = Array.from({ length: 2_000 }, (_, n) => [`x-${n}`, 'v'] as const);
    const kept = recorder().exchange(answer('', headers)).response?.headers;
    expect([kept?.length, kept?.at(-1)]).toEqual([101, ['…', '1900 more headers']]);
  });

  it('does not show a body that is full of credentials', () => {
    const many = Array.from({ length: 50_000 }, (_, n) => `{"token":"t-${n}-${TOKEN}"}`);
    expect(recorder().exchange(answer(`[${many.join()}]`)).response?.body).toBe(
      '(not shown: it holds 50000 credentials)',
    );
  });

  it.each([
    ['the whole token', `the token ${TOKEN} is bad`],
    ['a token that is cut short', `{"message":"the token ${TOKEN.slice(0, 15)}…`],
    ['a token that is cut short in its member', `{"access_token":"${TOKEN.slice(0, 9)}…`],
  ])('cleans what is said about an exchange of %s', (_what, text) => {
    expect(recorder().about([answer('')])(text)).not.toContain(TOKEN.slice(0, 9));
  });

  it('shortens what is said', () => {
    expect(recorder().about([])('x'.repeat(5_000))).toMatch(
      /^x{2000}… \(5000 characters in all\)$/,
    );
  });
});
