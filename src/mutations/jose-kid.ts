import type { JsonObject } from '../model/json.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, dropHeader, type Edit, kidOf, type Layer, setHeader } from './edits.ts';
import { header } from './jose-facts.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { along, type Stimulus, warned } from './stimulus.ts';
import { swapCase } from './swap-case.ts';

/** alg and kid have to lead to a key that fits. */
const NO_SUCH_KEY = 'RFC7515-4.1.1-1';

const HINT = warned('kid is a hint: a server may try every key of the set.');

/** Gives the key that signs the request the kid "1": what a number stands for who compares it as text. */
const numbered: Edit = (draft, material) => {
  const { keys } = material.softwareJwks;
  const renamed = (Array.isArray(keys) ? (keys as readonly JsonObject[]) : []).map((jwk) =>
    jwk.kid === draft.request.header.kid ? { ...jwk, kid: '1' } : jwk,
  );
  return { ...draft, jwks: { body: { keys: renamed } } };
};

function kid(layer: Layer): readonly Stimulus[] {
  const path = `${layer}.header.kid`;
  const situation = LAYERS[layer].signature;
  const known: readonly RequirementId[] =
    layer === 'ssa'
      ? ['OBUK-SSA-header-3', NO_SUCH_KEY]
      : ['OBUK-SSA-request-validation-2', NO_SUCH_KEY];
  const other = (
    slug: string,
    title: string,
    breaks: readonly RequirementId[],
    value: Parameters<typeof setHeader>[2],
  ) =>
    header(
      layer,
      slug,
      title,
      { path, situation, breaks, whenAccepted: HINT },
      setHeader(layer, 'kid', value),
    );
  const odd = (slug: string, title: string, value: string) =>
    header(
      layer,
      slug,
      `whose kid is ${title}`,
      { path, touches: ['RFC8725-3.10-1'], ...along('No key has that kid.', NO_SUCH_KEY) },
      setHeader(layer, 'kid', value),
    );
  return [
    {
      ...other('kid-unknown', 'under a kid that nobody published', known, 'unknown-key'),
      depth: 'core',
    },
    other(
      'kid-swapped-case',
      'whose kid has upper and lower case swapped',
      ['RFC7515-4.1.4-1', NO_SUCH_KEY],
      swapCase,
    ),
    other(
      'kid-of-other-key',
      'under the kid of another key',
      known,
      kidOf(layer === 'ssa' ? 'rogue-directory' : 'tpp-transport'),
    ),
    header(
      layer,
      'kid-number',
      'whose kid is a number',
      {
        path: layer === 'ssa' ? path : `${path} + jwks`,
        situation,
        breaks: ['RFC7515-4.1.4-1'],
        ...(layer === 'ssa' ? {} : { needs: ['trusted'] }),
      },
      layer === 'ssa' ? setHeader(layer, 'kid', 1) : all(numbered, setHeader(layer, 'kid', 1)),
    ),
    header(
      layer,
      'kid-object',
      'whose kid is an object',
      { path, situation, breaks: ['RFC7515-4.1.4-1'] },
      setHeader(layer, 'kid', {}),
    ),
    header(
      layer,
      'kid-absent',
      'without kid',
      { path, touches: ['FAPI1A-8.11-1'] },
      dropHeader(layer, 'kid'),
    ),
    odd('kid-path', 'a path that climbs', '../../../../../../etc/passwd'),
    odd('kid-sql', 'an SQL fragment', "' OR '1'='1' -- "),
    odd('kid-prototype', 'the name of a built-in property', '__proto__'),
    odd('kid-10-kb', 'of 10 kB', 'k'.repeat(10_000)),
  ];
}

/** Which key the header names, and how. */
export const joseKids: readonly Stimulus[] = onBothLayers(kid);
