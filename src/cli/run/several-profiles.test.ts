import { describe, expect, it } from 'vitest';
import { gravest } from './several-profiles.ts';

describe('the exit code of several runs', () => {
  it.each([
    [[0, 0], 0],
    [[0, 3], 3],
    [[3, 1], 1],
    [[1, 4, 3], 4],
    [[4, 2], 2],
  ])('of %j is %i', (codes, worst) => {
    expect(gravest(codes)).toBe(worst);
  });
});
