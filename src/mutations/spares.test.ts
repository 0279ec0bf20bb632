import { describe, expect, it } from 'vitest';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { mutationsOf } from './index.ts';
import { isSpare, SPARES } from './spares.ts';

const ids = mutationsOf(obUk33).map(({ id }) => id);

describe('a family without cases of its own', () => {
  it.each(SPARES.map(({ ids: family, standIn }) => [String(family), family, standIn] as const))(
    'has mutations: %s',
    (_name, family) => {
      expect(ids.some((id) => family.test(id))).toBe(true);
    },
  );

  it('leaves a case for every claim', () => {
    const tried = ids.filter((id) => !isSpare({ id, spare: false, breaks: [] }));
    const claims = (list: readonly string[]) =>
      new Set(list.flatMap((id) => /^(request|ssa)\.claims\.[^.]+/.exec(id)?.[0] ?? []));
    const lost = [...claims(ids)].filter((claim) => !claims(tried).has(claim));
    // Members that a server stores without acting on them: the minimal and the full SSA stand for them.
    expect(lost.filter((claim) => !claim.startsWith('ssa.claims.'))).toEqual([]);
  });
});
