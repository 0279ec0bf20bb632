import { describe, expect, it } from 'vitest';
import type { WireFailure } from '../../model/exchange.ts';
import type { LiveExchange } from '../../wire/wire.ts';
import { fateOf } from './fate.ts';

const ENDPOINT = 'https://bank.example:8443/register';

type Headers = readonly (readonly [string, string])[];

function answered(status: number, headers: Headers = []): LiveExchange {
  const response = { status, headers, body: '' };
  return { request: { url: ENDPOINT }, response, failure: null } as unknown as LiveExchange;
}

function failed(kind: WireFailure['kind'], url = ENDPOINT): LiveExchange {
  return {
    request: { url },
    response: null,
    failure: { kind, message: 'x' },
  } as unknown as LiveExchange;
}

describe('a registration whose answer names no client', () => {
  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [302, 'refused'],
    [429, 'refused'],
    [501, 'refused'],
    [201, 'unclear'],
    [204, 'unclear'],
    [500, 'unclear'],
    [502, 'unclear'],
    [503, 'unclear'],
    [504, 'unclear'],
  ])('and has status %i is %s', (status, event) => {
    expect(fateOf(answered(status), ENDPOINT).event).toBe(event);
  });

  it('is refused by a 503 that says when to come again', () => {
    expect(fateOf(answered(503, [['Retry-After', '5']]), ENDPOINT).event).toBe('refused');
  });

  it.each([
    ['refused', 'refused'],
    ['dns', 'refused'],
    ['proxy', 'refused'],
    ['tls', 'refused'],
    ['reset', 'unclear'],
    ['timeout', 'unclear'],
    ['protocol', 'unclear'],
    ['too-large', 'unclear'],
    ['aborted', 'unclear'],
  ] as const)('after a failure of kind %s is %s', (kind, event) => {
    expect(fateOf(failed(kind), ENDPOINT).event).toBe(event);
  });

  it.each([answered(400), failed('refused')])('is unclear when it was sent twice', (exchange) => {
    expect(fateOf({ ...exchange, resent: true }, ENDPOINT).event).toBe('unclear');
  });

  it.each([
    ['that speaks TLS', 'http://bank.example:8443/register', 'refused'],
    ['that is another one', 'http://bank.example/register', 'unclear'],
  ] as const)('in plain http, hung up on by a port %s', (_what, url, event) => {
    expect(fateOf(failed('reset', url), ENDPOINT).event).toBe(event);
  });
});
