import { describe, expect, it } from 'vitest';
import type { Situation } from '../model/profile.ts';
import { stimulus, valid, without } from './testing/cases.ts';
import { fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

function verdict(situation: Situation) {
  const probe = stimulus('claims/probe', {
    kind: 'probe',
    mutation: { ...without('aud'), situation },
    expect: { outcome: 'either' },
  });
  const bank = fakeBank({
    instead: ({ path, claims }) =>
      path === '/register' && claims.iss !== undefined && claims.aud === undefined
        ? 'drop'
        : undefined,
  });
  return run(bank, [valid('registration/full'), probe]).then((ran) => ran.result('claims/probe'));
}

describe('a probe whose sender the server drops', () => {
  it.each([
    ['too-large', 'pass'],
    ['request-claims', 'fail'],
  ] as const)('is judged by the error table: %s is a %s', async (situation, expected) => {
    expect((await verdict(situation)).verdict).toBe(expected);
  });
});
