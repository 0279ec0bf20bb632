import fc from 'fast-check';
import type { Variant } from '../model/case.ts';
import type { Weigh } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { anyCharacter } from '../mutations/any-character.ts';
import { anyValue } from '../mutations/any-value.ts';
import type { Stimulus } from '../mutations/index.ts';
import { standTogether } from '../mutations/places.ts';
import { deterministicUuid } from '../payload/index.ts';
import { breaksAMust, type Ingredients } from './ingredients.ts';

/** One random registration: a draft and what is changed of it, in this order. */
export interface Payload {
  readonly variant: Variant;
  readonly mutations: readonly Stimulus[];
}

/** What a payload is made to be: `valid`, `broken` in a MUST, or `odd`, where any orderly answer is right. */
export type Make = 'valid' | 'broken' | 'odd';

/** What `payload` was made to be. */
export function makeOf({ mutations }: Payload, weigh: Weigh): Make {
  if (mutations.some((mutation) => breaksAMust(mutation, weigh))) return 'broken';
  return mutations.every(({ outcome }) => outcome === 'accepted') ? 'valid' : 'odd';
}

const nested = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;

/** Any JSON but null, which may be read as absent (RFC 7591 2); small, since sizes are a matter of their own. */
const anyJson: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.array(nested, { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 12 }), nested, { maxKeys: 4 }),
);

/** Members that no table lists, some of them names that programs stumble over. */
const UNKNOWN = ['x_fuzz', '__proto__x', 'constructor', 'toString', '$ref', 'ｆｕｌｌｗｉｄｔｈ'];

/** Mutations whose id says what they do, beside those of the catalogue. */
function madeUp(
  profile: Profile,
  { byId }: Ingredients,
  trusted: boolean,
): fc.Arbitrary<Stimulus | undefined> {
  const layers = trusted ? (['request', 'ssa'] as const) : (['request'] as const);
  const claims = layers.flatMap((layer) =>
    [...Object.keys(profile[layer].claims), ...UNKNOWN].map((name) => ({ layer, name })),
  );
  const value = fc
    .tuple(fc.noShrink(fc.constantFrom(...claims)), anyJson)
    .map(([place, json]) => anyValue(profile, byId, { ...place, value: json })[0]);
  const signed = layers.filter((layer) => byId.has(`${layer}.token.claims-changed`));
  if (signed.length === 0) return value;
  const character = fc
    .tuple(
      fc.noShrink(fc.constantFrom(...signed)),
      fc.noShrink(fc.constantFrom('claims' as const, 'signature' as const)),
      fc.noShrink(fc.nat(999)),
    )
    .map(([layer, part, at]) => anyCharacter(profile, byId, { layer, part, at })[0]);
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: character });
}

/** A change that is there, and is the first to go when a payload is made smaller. */
function removable<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { freq: 10_000, nil: undefined });
}

/** One of `from`, or none, half of the time. */
function perhaps(from: readonly Stimulus[]): fc.Arbitrary<Stimulus | undefined> {
  if (from.length === 0) return fc.constant(undefined);
  return fc.option(fc.noShrink(fc.constantFrom(...from)), { freq: 2, nil: undefined });
}

/** Leaves out what would undo or distort a change before it, so that each is what it is alone. */
function compatible(mutations: readonly (Stimulus | undefined)[]): readonly Stimulus[] {
  const kept: Stimulus[] = [];
  for (const mutation of mutations) {
    if (mutation === undefined || kept.includes(mutation)) continue;
    const grounds = [mutation, ...(mutation.base ?? [])];
    const fits = kept.every((other) =>
      [other, ...(other.base ?? [])].every((own) =>
        grounds.every((ground) => standTogether(own, ground)),
      ),
    );
    if (fits) kept.push(mutation);
  }
  return kept;
}

/** `from` in an order that only the seed decides. */
function shuffled(from: readonly Stimulus[], seed: string): readonly Stimulus[] {
  const keyed = from.map((mutation) => ({ mutation, key: deterministicUuid(seed, mutation.id) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ mutation }) => mutation);
}

/** A payload, and how to make it again or smaller: what fast-check needs for it. */
export interface Recipe {
  readonly arbitrary: fc.Arbitrary<Payload>;
  readonly seed: number;
}

export interface PayloadsInput {
  readonly profile: Profile;
  readonly ingredients: Ingredients;
  /** We issue the statements. */
  readonly trusted: boolean;
  readonly variants: readonly Variant[];
  readonly seed: string;
}

/**
 * The random payloads of a run by their number: every second one has a defect, the others are valid and odd in turn. The first
 * pass over the defects and the probes sends each alone; from then on they come together with others.
 */
export function createPayloads(input: PayloadsInput): (index: number) => Recipe {
  const { profile, ingredients, trusted, variants, seed } = input;
  const { legal } = ingredients;
  const defects = shuffled(ingredients.defects, seed);
  const probes = shuffled(ingredients.probes, seed);
  const variant = fc.constantFrom(...variants);
  const own = madeUp(profile, ingredients, trusted);

  const led = (
    all: readonly Stimulus[],
    turn: number,
    others: readonly fc.Arbitrary<Stimulus | undefined>[],
  ): fc.Arbitrary<(Stimulus | undefined)[]> => {
    const lead = all[turn % all.length];
    const first = lead === undefined ? own : fc.constant(lead);
    return turn < all.length ? fc.tuple(removable(first)) : fc.tuple(removable(first), ...others);
  };
  const valid = fc.tuple(perhaps(legal), perhaps(legal), perhaps(legal));
  const mutationsAt = (index: number): fc.Arbitrary<(Stimulus | undefined)[]> => {
    if (index % 2 === 0) {
      return led(defects, index / 2, [perhaps(defects), perhaps(defects), perhaps(legal)]);
    }
    if (index % 4 === 1) return valid;
    // What is made up is without end: it takes turns with what is known.
    const turn = Math.floor(index / 4);
    if (turn % 2 === 0) return fc.tuple(removable(own), perhaps(probes), perhaps(legal));
    return led(probes, (turn - 1) / 2, [perhaps(probes), perhaps(legal)]);
  };
  return (index) => ({
    seed: Number.parseInt(deterministicUuid('fuzz', seed, String(index)).slice(0, 8), 16) | 0,
    arbitrary: fc
      .record({ variant, mutations: mutationsAt(index) })
      .map(({ variant: chosen, mutations }) => ({
        variant: chosen,
        mutations: compatible(mutations),
      })),
  });
}

/** The payload of a recipe. */
export function payloadOf({ arbitrary, seed }: Recipe): Payload {
  const [payload] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (payload === undefined) throw new Error('fast-check made no payload');
  return payload;
}
