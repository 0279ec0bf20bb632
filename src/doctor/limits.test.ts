import { describe, expect, it } from 'vitest';
import { limitRows } from './limits.ts';
import { exchange } from './testing/exchange.ts';
import { brief } from './testing/setting.ts';

describe('limits', () => {
  it.each([
    ['none', {}, 'ok: none seen in 1 answer'],
    [
      '429 with Retry-After',
      { status: 429, headers: { 'Retry-After': '60' } },
      /^problem: 429 .*Retry-After: 60/,
    ],
    ['429 alone', { status: 429 }, 'problem: 429 Too Many Requests; no Retry-After'],
    ['413', { status: 413 }, /^problem: 413: a body of 0 characters is too long/],
    [
      'RateLimit fields',
      { headers: { 'ratelimit-policy': '10;w=60' } },
      'note: ratelimit-policy: 10;w=60',
    ],
    [
      'X-RateLimit fields',
      { headers: { 'X-RateLimit-Remaining': '3' } },
      'note: X-RateLimit-Remaining: 3',
    ],
  ])('are told: %s', (_what, told, expected) => {
    const [text] = brief(limitRows([exchange(told)]));
    if (typeof expected === 'string') expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  it('are told once for a header that counts down', () => {
    const answers = ['9', '8', '7'].map((left) =>
      exchange({ headers: { 'x-ratelimit-remaining': left } }),
    );
    expect(brief(limitRows(answers))).toEqual(['note: x-ratelimit-remaining: 7']);
  });
});
