import { describe, expect, it } from 'vitest';
import type { Finding } from '../model/finding.ts';
import { PROFILES } from '../profiles/index.ts';
import { REQUIREMENTS } from './index.ts';
import { asKnown } from './known-deviations.ts';

const PRODUCT = {
  deviations: [
    {
      requirement: 'OIDCR-3.2-6',
      checks: ['success.times'],
      seen: '"\\d+"',
      note: 'A string until 2025.',
      url: 'https://product.example',
    },
  ],
};

const finding: Finding = {
  check: 'success.times',
  requirement: 'OIDCR-3.2-6',
  verdict: 'fail',
  expected: 'a JSON number',
  actual: '"1617198228"',
  message: 'client_id_issued_at is not a number.',
};

describe('a departure that a profile knows', () => {
  it('is a warning with the note of the profile', () => {
    expect(asKnown(finding, PRODUCT)).toEqual({
      ...finding,
      verdict: 'warn',
      known: 'A string until 2025.',
    });
  });

  it.each<[string, Partial<Finding>]>([
    ['another check', { check: 'success.echo' }],
    ['another requirement', { requirement: 'RFC7591-3.2.1-6' }],
    ['another sight', { actual: 'null' }],
    ['what conforms', { verdict: 'pass' }],
    ['what could not be told', { verdict: 'inconclusive' }],
  ])('is no excuse for %s', (_what, change) => {
    const other = { ...finding, ...change };
    expect(asKnown(other, PRODUCT)).toEqual(other);
  });

  it('is unknown to a profile without such notes', () => {
    expect(asKnown(finding, {})).toEqual(finding);
  });
});

describe.each(Object.values(PROFILES))('the deviations of $id', ({ deviations = [] }) => {
  it('are about rows of the catalogue', () => {
    const unknown = deviations.filter(
      ({ requirement }) => !Object.hasOwn(REQUIREMENTS, requirement),
    );
    expect(unknown).toEqual([]);
  });

  it('say in a sentence what the product does', () => {
    expect(deviations.filter(({ note }) => !/^.{20,}\.$/.test(note))).toEqual([]);
  });
});
