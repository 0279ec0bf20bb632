import { describe, expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { turnedAwayFindings } from './turned-away.ts';

function exchange(
  response: { status: number; headers?: [string, string][] } | null,
  failure: Exchange['failure'] = null,
): Exchange {
  return {
    request: { method: 'GET', url: 'https://bank.example/register/1', headers: [], body: null },
    response: response && { headers: [], body: '', ...response },
    failure,
    startedAt: '2025-06-15T15:06:40.000Z',
    durationMs: 1,
    tls: null,
    curl: '',
  };
}

const verdictOf = (given: Exchange) =>
  turnedAwayFindings({
    exchange: given,
    profile: obUk33,
    weigh: () => 'fail',
    requirement: 'RFC8705-3-1',
  })[0]?.verdict;

describe('a peer without the right certificate', () => {
  it.each([
    ['a TLS alert', exchange(null, { kind: 'tls', message: 'alert certificate unknown' }), 'pass'],
    ['a reset', exchange(null, { kind: 'reset', message: 'other side closed' }), 'pass'],
    ...[400, 401, 403, 404, 421].map(
      (status) => [`status ${status}`, exchange({ status }), 'pass'] as const,
    ),
    ['an acceptance', exchange({ status: 200 }), 'fail'],
    ['an empty acceptance', exchange({ status: 204 }), 'fail'],
    ['a redirect', exchange({ status: 302 }), 'fail'],
    ['a broken server', exchange({ status: 500 }), 'fail'],
    ['no answer in time', exchange(null, { kind: 'timeout', message: 'too late' }), 'fail'],
    ['too many requests', exchange({ status: 429 }), 'inconclusive'],
    [
      'a server that asks for patience',
      exchange({ status: 503, headers: [['Retry-After', '9']] }),
      'inconclusive',
    ],
    [
      'a server that is away',
      exchange(null, { kind: 'refused', message: 'refused' }),
      'inconclusive',
    ],
  ] as const)('gets %s', (_what, given, verdict) => {
    expect(verdictOf(given)).toBe(verdict);
  });

  it.each([
    [201, 'OBUK-authentication-1'],
    [500, 'RFC7591-3.2.2-2'],
  ])('breaks a row of its own where the server breaks down: status %i', (status, row) => {
    const [found] = turnedAwayFindings({
      exchange: exchange({ status }),
      profile: obUk33,
      weigh: () => 'fail',
      requirement: 'OBUK-authentication-1',
      brokenRow: 'RFC7591-3.2.2-2',
    });
    expect(found?.requirement).toBe(row);
  });
});
