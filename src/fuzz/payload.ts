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

/** A draft with several defects, which a server refuses for any of them, is not much more telling than one with two. */
const MOST_DEFECTS = 3;

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

function some(
  from: readonly Stimulus[],
  constraints: { readonly minLength?: number; readonly maxLength: number },
): fc.Arbitrary<Stimulus[]> {
  if (from.length === 0) return fc.constant([]);
  const one = fc.noShrink(fc.constantFrom(...from));
  return fc.uniqueArray(one, { ...constraints, selector: ({ id }) => id });
}

/** Leaves out what would undo or distort a change before it, so that each is what it is alone. */
function compatible(mutations: readonly (Stimulus | undefined)[]): readonly Stimulus[] {
  const kept: Stimulus[] = [];
  for (const mutation of mutations) {
    if (mutation === undefined) continue;
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

/** Random payloads of a profile: about a quarter valid, half of them with defects, the rest odd. */
export function anyPayload(
  profile: Profile,
  ingredients: Ingredients,
  { trusted, variants }: { readonly trusted: boolean; readonly variants: readonly Variant[] },
): fc.Arbitrary<Payload> {
  const { legal, defects, probes } = ingredients;
  const own = fc.array(madeUp(profile, ingredients, trusted), { maxLength: 1 });
  const legals = (maxLength: number) => some(legal, { maxLength });
  const valid = fc.oneof(
    { weight: 1, arbitrary: legals(0) },
    { weight: 5, arbitrary: some(legal, { minLength: 1, maxLength: 3 }) },
  );
  const broken = fc
    .tuple(some(defects, { minLength: 1, maxLength: MOST_DEFECTS }), legals(1))
    .map(([wrong, right]) => [...wrong, ...right]);
  const odd = fc
    .tuple(own, some(probes, { maxLength: 2 }), legals(1))
    .map(([made, strange, right]) => [...made, ...strange, ...right]);
  return fc
    .record({
      variant: fc.constantFrom(...variants),
      mutations: fc.oneof(
        { weight: 5, arbitrary: valid },
        { weight: 10, arbitrary: broken },
        { weight: 5, arbitrary: odd },
      ),
    })
    .map(({ variant, mutations }) => ({ variant, mutations: compatible(mutations) }));
}

/** The seed of payload `index` of a run: each can be made again without those before it. */
export function seedOf(seed: string, index: number): number {
  return Number.parseInt(deterministicUuid('fuzz', seed, String(index)).slice(0, 8), 16) | 0;
}

/** The payload that a seed of {@link seedOf} stands for. */
export function payloadOf(payloads: fc.Arbitrary<Payload>, seed: number): Payload {
  const [payload] = fc.sample(payloads, { seed, numRuns: 1 });
  if (payload === undefined) throw new Error('fast-check made no payload');
  return payload;
}
