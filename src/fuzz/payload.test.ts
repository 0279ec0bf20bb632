import { describe, expect, it } from 'vitest';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { createWeigh } from '../requirements/weigh.ts';
import { ingredientsOf } from './ingredients.ts';
import { createPayloads, makeOf, payloadOf } from './payload.ts';
import { shrink } from './shrink.ts';

const weigh = createWeigh(obUk33, REQUIREMENTS);
const EVERY = new Set([
  'trusted',
  'auth:private_key_jwt',
  'scope:openid',
  'scope:accounts',
] as const);
const ingredients = ingredientsOf(obUk33, EVERY, weigh);
const payloads = (seed: string) =>
  createPayloads({
    ...{ profile: obUk33, ingredients, seed },
    trusted: true,
    variants: ['full', 'minimal'],
  });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const idsAt = (seed: string, index: number) =>
  payloadOf(payloads(seed)(index)).mutations.map(({ id }) => id);

describe('the random payloads of a run', () => {
  it('follow from the seed and their number', () => {
    const all = (seed: string) => numbers(60).map((index) => idsAt(seed, index));
    expect(all('a')).toEqual(all('a'));
    expect(all('a')).not.toEqual(all('b'));
  });

  it('are broken, valid, broken and odd or broken in turn', () => {
    const made = numbers(200).map((index) => makeOf(payloadOf(payloads('a')(index)), weigh));
    expect(new Set(made.filter((_, index) => index % 2 === 0))).toEqual(new Set(['broken']));
    expect(new Set(made.filter((_, index) => index % 4 === 1))).toEqual(new Set(['valid']));
    expect(new Set(made.filter((_, index) => index % 4 === 3))).toContain('odd');
  });

  it('have each known defect alone in the first pass', () => {
    const at = payloads('a');
    const alone = ingredients.defects.map((_, turn) => payloadOf(at(2 * turn)).mutations);
    expect(new Set(alone.map(({ length }) => length))).toEqual(new Set([1]));
    expect(new Set(alone.map(([only]) => only))).toEqual(new Set(ingredients.defects));
  });

  it('have several changes at once afterwards', () => {
    const from = 2 * ingredients.defects.length;
    const lengths = numbers(100).map((index) => idsAt('a', from + 2 * index).length);
    expect(Math.max(...lengths)).toBeGreaterThan(2);
  });
});

describe('a payload that shows something', () => {
  const from = 2 * ingredients.defects.length;
  const several = numbers(400).find((index) => idsAt('a', from + 2 * index).length > 2) ?? 0;
  const recipe = payloads('a')(from + 2 * several);

  it.each([0, 1, 2])('is reduced to the change number %d of it, which does', async (position) => {
    const guilty = payloadOf(recipe).mutations[position];
    const { payload } = await shrink(
      recipe,
      async ({ mutations }) => guilty !== undefined && mutations.includes(guilty),
    );
    expect(payload?.mutations).toEqual([guilty]);
    expect(payload?.variant).toBe('full');
  });

  it('is given up where it does not show it again', async () => {
    expect(await shrink(recipe, async () => false)).toEqual({ payload: null, tries: 1 });
  });

  it('is tried 40 times at most', async () => {
    const { tries } = await shrink(recipe, async () => true);
    expect(tries).toBeLessThanOrEqual(40);
  });

  it('is reduced to the plainest value', async () => {
    const index = numbers(400).find((number) => {
      const [first] = idsAt('b', 4 * number + 3);
      return first?.includes('={') === true;
    });
    const { payload } = await shrink(payloads('b')(4 * (index ?? 0) + 3), async ({ mutations }) =>
      mutations.some(({ id }) => id.includes('={')),
    );
    expect(payload?.mutations.map(({ id }) => id)).toEqual([expect.stringMatching(/=\{\}$/)]);
  });
});
