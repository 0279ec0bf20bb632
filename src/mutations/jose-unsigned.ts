import type { RequirementId } from '../requirements/index.ts';
import { all, kidOf, type Layer, setHeader, sign } from './edits.ts';
import { jose } from './jose-facts.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { claims, type Stimulus } from './stimulus.ts';

const UNSECURED: readonly RequirementId[] = ['RFC7518-3.6-1', 'FAPI1A-8.6-3'];

/** RFC 7515 4.1.1: alg is case-sensitive, so only the first is the algorithm; a careless server folds case. */
const SPELLINGS = [
  ['alg-none', 'none'],
  ['alg-none-title-case', 'None'],
  ['alg-none-upper-case', 'NONE'],
  ['alg-none-mixed-case', 'nOnE'],
] as const;

function unsecured(layer: Layer): readonly Stimulus[] {
  const signed: readonly RequirementId[] = layer === 'ssa' ? ['RFC7591-2.3-1'] : [];
  const spelled = SPELLINGS.map(([slug, alg]) =>
    claims(
      jose(layer, slug, `of alg "${alg}" with an empty signature`, {
        breaks: [...UNSECURED, ...signed, ...(alg === 'none' ? [] : ['RFC7515-4.1.1-2' as const])],
        core: alg === 'none',
        put: alg === 'none',
      }),
      all(setHeader(layer, 'alg', alg), sign(layer, { kind: 'none' })),
    ),
  );
  const leftover = claims(
    jose(layer, 'alg-none-signed', 'of alg "none" with a signature left over', {
      path: `${layer}.header.alg`,
      breaks: ['RFC7518-3.6-2', ...UNSECURED, ...signed],
    }),
    setHeader(layer, 'alg', 'none'),
  );
  const stripped = claims(
    jose(layer, 'alg-kept-unsigned', 'without any signature, its alg kept', {
      path: `${layer}.signature`,
      area: 'signatures',
      breaks: [...LAYERS[layer].unverified, ...signed],
      core: true,
      put: true,
    }),
    sign(layer, { kind: 'none' }),
  );
  return [...spelled, leftover, stripped];
}

const FORMS = ['pem', 'der', 'jwk', 'modulus'] as const;

function keyConfusion(layer: Layer): readonly Stimulus[] {
  const { key: secret, algorithm } = LAYERS[layer];
  const hs = (bits: 256 | 512, form: (typeof FORMS)[number]): Stimulus =>
    claims(
      jose(layer, `hs${bits}-${form}`, `of HS${bits} keyed with the public key as ${form}`, {
        breaks: ['RFC8725-3.1-1', ...algorithm.toReversed()],
        core: bits === 256 && form === 'pem',
        put: bits === 256 && form === 'pem',
      }),
      all(
        setHeader(layer, 'alg', `HS${bits}`),
        setHeader(layer, 'kid', kidOf(secret)),
        sign(layer, { kind: 'hmac', hash: `sha${bits}`, secret, form }),
      ),
    );
  return [...FORMS.map((form) => hs(256, form)), hs(512, 'pem')];
}

/** Tokens that nobody signed: alg none, no signature, and HMAC with what everybody knows. */
export const joseUnsigned: readonly Stimulus[] = onBothLayers((layer) => [
  ...unsecured(layer),
  ...keyConfusion(layer),
]);
