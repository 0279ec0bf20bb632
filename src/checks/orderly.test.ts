import { describe, expect, it } from 'vitest';
import { deletionFindings } from './deletion.ts';
import { orderlyFindings } from './orderly.ts';
import { broken, exchange, silence, strict } from './testing/exchanges.ts';

type Input = Parameters<typeof orderlyFindings>[0];

const judged = (answer: Input['exchange'], more: Partial<Input> = {}) =>
  broken(orderlyFindings({ exchange: answer, requirement: 'OBUK-aud-2', weigh: strict, ...more }));

describe('a probe', () => {
  it.each([201, 204, 302, 400, 403, 404, 413, 501])(
    'takes status %i for an orderly answer',
    (status) => {
      expect(judged(exchange({ status, headers: {}, body: '' }))).toEqual([]);
    },
  );

  it.each([500, 502, 503])('takes status %i for a breakdown', (status) => {
    expect(judged(exchange({ status, body: '' }))).toEqual(['probe.orderly RFC7591-3.2.2-2 fail']);
  });

  it('notices a body that is not the JSON it says it is', () => {
    expect(judged(exchange({ status: 201, body: '{"client_id":' }))).toEqual([
      'probe.orderly RFC7591-3.2.1-1 fail',
    ]);
  });

  it('holds a garbled refusal against the rules of errors', () => {
    expect(judged(exchange({ status: 400, body: '{"error":' }))).toEqual([
      'probe.orderly RFC7591-3.2.2-3 fail',
    ]);
  });

  it('breaks down under the row of what it asked, where that is no registration', () => {
    const brokenRow = 'OBUK-get-1';
    expect(judged(exchange({ status: 500, body: '' }), { brokenRow })).toEqual([
      'probe.orderly OBUK-get-1 fail',
    ]);
    expect(judged(silence('timeout'), { brokenRow })).toEqual(['probe.orderly OBUK-get-1 fail']);
  });

  it.each(['reset', 'tls', 'protocol'] as const)(
    'may end in a drop (%s) where one is right',
    (kind) => {
      expect(judged(silence(kind), { mayDrop: true })).toEqual([]);
      expect(judged(silence(kind))).toEqual(['probe.orderly RFC7591-3.2.2-2 fail']);
    },
  );

  it('has to end, also where a drop is right', () => {
    expect(judged(silence('timeout'), { mayDrop: true })).toEqual([
      'probe.orderly RFC7591-3.2.2-2 fail',
    ]);
  });

  it('notices a hang, and learns nothing from a rate limit', () => {
    expect(judged(silence('timeout'))).toEqual(['probe.orderly RFC7591-3.2.2-2 fail']);
    expect(judged(exchange({ status: 429 }))).toEqual([
      'probe.orderly RFC7591-3.2.2-2 inconclusive',
    ]);
  });
});

describe('a deletion', () => {
  const deleted = (status: number, body: string) =>
    broken(deletionFindings({ exchange: exchange({ status, headers: {}, body }), weigh: strict }));

  it('answers 204 without a body', () => {
    expect(deleted(204, '')).toEqual([]);
  });

  it('answers nothing else', () => {
    expect(deleted(200, '')).toEqual(['deletion.status RFC7592-2.3-1 fail']);
    expect(deleted(204, '{}')).toEqual(['deletion.empty RFC7592-2.3-1 fail']);
    expect(deleted(401, 'no')).toEqual(['deletion.status RFC7592-2.3-1 fail']);
  });
});
