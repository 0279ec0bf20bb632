import { describe, expect, it } from 'vitest';
import { clockRows } from './clock.ts';
import { exchange } from './testing/exchange.ts';
import { brief } from './testing/setting.ts';

const SENT = '2026-05-01T12:00:00.000Z';

/** An answer whose Date is `ahead` seconds ahead of ours. */
function dated(ahead: number, more: Parameters<typeof exchange>[0] = {}) {
  const date = new Date(Date.parse(SENT) + ahead * 1000).toUTCString();
  return exchange({
    startedAt: SENT,
    durationMs: 200,
    ...more,
    headers: { date, ...more.headers },
  });
}

describe('the clock of a target', () => {
  it.each([
    [0, 'ok: 0.4 s ahead of ours, give or take 0.6 s'],
    [5, 'note: 5.4 s ahead of ours, give or take 0.6 s'],
    [90, /^problem: 90\.4 s ahead of ours, give or take 0\.6 s: requests live shorter there/],
    [-90, /^problem: 89\.6 s behind ours, .*: requests that are signed now are from the future/],
  ])('is compared with ours: %d s', (ahead, expected) => {
    const [text] = brief(clockRows([dated(ahead)]));
    if (typeof expected === 'string') expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  it('is doubtful where the answer took long', () => {
    expect(brief(clockRows([dated(15, { durationMs: 15_000 })]))[0]).toBe(
      'ok: 8.0 s ahead of ours, give or take 8.0 s',
    );
  });

  it('is known better from several answers', () => {
    const later = exchange({
      startedAt: '2026-05-01T12:00:01.900Z',
      durationMs: 50,
      headers: { date: new Date(Date.parse(SENT) + 1000).toUTCString() },
    });
    expect(brief(clockRows([dated(0, { durationMs: 300 }), later]))[0]).toBe(
      'ok: 0.1 s behind ours, give or take 0.2 s',
    );
  });

  it('is not read from what a cache kept', () => {
    expect(brief(clockRows([dated(-90, { headers: { age: '90' } })]))).toEqual([
      'unknown: no answer carries a Date',
    ]);
  });

  it.each(['', 'yesterday'])('is unknown with the Date %j', (date) => {
    expect(brief(clockRows([exchange({ headers: { date } })]))[0]).toMatch(/^unknown/);
  });

  it('is told for each host', () => {
    const rows = clockRows([dated(0), dated(90, { url: 'https://api.bank.example:8443/x' })]);
    expect(rows.map(({ subject, status }) => [subject, status])).toEqual([
      ['https://bank.example', 'ok'],
      ['https://api.bank.example:8443', 'problem'],
    ]);
  });
});
