import { describe, expect, it } from 'vitest';
import { nearest } from './suggest.ts';

describe('nearest', () => {
  it.each([
    ['targt', 'target'],
    ['tagret', 'target'],
    ['TARGET', 'target'],
    ['timout', 'timeout'],
  ])('takes %s for %s', (name, meant) => {
    expect(nearest(name, ['timeout', 'target', 'token-scope'])).toBe(meant);
  });

  it('does not guess when nothing is near', () => {
    expect(nearest('banana', ['timeout', 'target'])).toBeNull();
  });

  it('does not take a short name for any other short name', () => {
    expect(nearest('ca', ['out', 'set'])).toBeNull();
  });
});
