import type { Json } from '../model/json.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { bind } from './bind.ts';
import { type Layer, setClaim } from './edits.ts';
import { LAYERS } from './layers.ts';
import { claims, type Stimulus } from './stimulus.ts';

/** Whatever a server makes of the value, it has to answer (RFC 7591 3.2.2). */
const ORDERLY: RequirementId = 'RFC7591-3.2.2-2';

/** JSON types by the defect of the catalogue that has a value of that type. */
const SLUGS: Readonly<Record<string, readonly string[]>> = {
  string: ['type-string', 'type-digits', 'type-date'],
  number: ['type-number'],
  boolean: ['type-boolean'],
  object: ['type-object'],
  array: ['type-array'],
};

function jsonType(value: Json): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

/** The defect of `known` that is the same with another value: a claim of a JSON type that it must not have. */
function alike(
  known: ReadonlyMap<string, Stimulus>,
  place: string,
  value: Json,
): Stimulus | undefined {
  const slugs = SLUGS[jsonType(value)] ?? [];
  const found = slugs.flatMap((slug) => known.get(`${place}.${slug}`) ?? []);
  return found.find(({ outcome }) => outcome === 'refused');
}

/** The id of the mutation that gives a claim this value. */
export function anyValueId(layer: Layer, name: string, value: Json): string {
  return `${layer}.claims.${name}=${JSON.stringify(value)}`;
}

/**
 * A claim with any value, known to the profile or not. It is a defect where the catalogue has one of the same claim and JSON
 * type, and breaks the same rows; else a probe. Empty where the profile has no such part.
 */
export function anyValue(
  profile: Profile,
  known: ReadonlyMap<string, Stimulus>,
  { layer, name, value }: { readonly layer: Layer; readonly name: string; readonly value: Json },
): readonly Stimulus[] {
  const id = anyValueId(layer, name, value);
  const place = `${layer}.claims.${name}`;
  const title = `${LAYERS[layer].noun} whose ${name} is ${JSON.stringify(value)}`;
  const edit = setClaim(layer, name, value);
  const like = alike(known, place, value);
  if (like !== undefined && like.stage === 'claims') {
    return [{ ...like, id, title, spare: true, apply: edit }];
  }
  const specs: Readonly<Record<string, ClaimSpec | undefined>> = profile[layer].claims;
  const situation = specs[name]?.situation ?? LAYERS[layer].claims;
  const probe = claims(
    { id, title, path: place, situation, touches: [ORDERLY], spare: true },
    edit,
  );
  return bind(probe, profile);
}
