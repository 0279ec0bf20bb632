import { describe, expect, it } from 'vitest';
import { makeChains } from './chains.ts';
import { flowCase } from './testing/cases.ts';

const entry = (id: string, borrows?: string) => ({
  ...flowCase(id, async () => {}),
  ...(borrows === undefined ? {} : { borrows }),
});

const ids = (...cases: Parameters<typeof makeChains>[0]) =>
  makeChains(cases).map((chain) => chain.map(({ id }) => id));

describe('cases of several steps', () => {
  it('are alone, but for those that borrow the same', () => {
    expect(ids(entry('a'), entry('b', 'x'), entry('c', 'y'), entry('d'), entry('e', 'x'))).toEqual([
      ['a'],
      ['b', 'e'],
      ['c'],
      ['d'],
    ]);
  });

  it('are no more than twenty in a chain', () => {
    const many = Array.from({ length: 45 }, (_, number) => entry(`case-${number}`, 'x'));
    expect(makeChains(many).map(({ length }) => length)).toEqual([20, 20, 5]);
  });
});
