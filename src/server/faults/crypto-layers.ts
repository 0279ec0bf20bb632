import type { Json, JsonObject } from '../../model/json.ts';
import type { Proof } from '../../rules/proof.ts';
import type { Fault, ProofContext } from './fault.ts';

export type LayerName = ProofContext['layer'];

export const LAYERS: Readonly<
  Record<LayerName, { readonly noun: string; readonly unverified: readonly string[] }>
> = {
  request: {
    noun: 'the registration request',
    unverified: ['OBUK-SSA-request-validation-2', 'RFC7515-5.2-4'],
  },
  ssa: {
    noun: 'the software statement',
    unverified: ['OBUK-SSA-request-validation-3', 'RFC7515-5.2-4'],
  },
  assertion: { noun: 'a client assertion', unverified: ['RFC7523-3-3', 'RFC7515-5.2-4'] },
};

/** What a verifier finds that is content with a signature for reasons of its own. */
export const CONTENT: Proof = {
  unavailable: null,
  match: { jwk: {}, kidMatches: true, saltLength: null },
};

/** The header of a token where it is content to look. */
export function headerOf({ jws }: ProofContext): JsonObject {
  return jws.header.value;
}

/** What comes of verifying with `keys` instead; `proof` where they do not fit either. */
export async function provenWith(
  proof: Proof,
  { jws, prove }: ProofContext,
  keys: readonly Json[] | Json | undefined,
): Promise<Proof> {
  if (!Array.isArray(keys)) return proof;
  const other = await prove(jws, { keys: keys as readonly Json[] });
  return other.match === null
    ? proof
    : { unavailable: null, match: { ...other.match, kidMatches: true } };
}

/** A mistake in verifying the tokens of one layer, made wherever the right keys do not fit. */
export function mistake(
  layer: LayerName,
  slug: string,
  title: string,
  breaks: readonly string[],
  proof: (proof: Proof, context: ProofContext) => Proof | Promise<Proof>,
  skips: readonly string[] = [],
): Fault {
  return {
    id: `crypto/${layer}-${slug}`,
    title: `${title} ${LAYERS[layer].noun}`,
    kind: 'crypto',
    breaks,
    skips,
    proof: (found, context) =>
      context.layer === layer && found.match === null ? proof(found, context) : found,
  };
}

/** A {@link mistake} that is made first: the right keys are not even looked at where it has its way. */
export function preference(...parts: Parameters<typeof mistake>): Fault {
  const [layer, , , , proof] = parts;
  return {
    ...mistake(...parts),
    proof: (found, context) => (context.layer === layer ? proof(found, context) : found),
  };
}
