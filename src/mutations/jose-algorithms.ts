import type { SigningAlgorithm } from '../model/keys.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, dropHeader, type Edit, kidOf, type Layer, setHeader, sign, signAs } from './edits.ts';
import { jose } from './jose-facts.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { claims, type Facts, type Stimulus, warned } from './stimulus.ts';

const FORBIDDEN: readonly (readonly [slug: string, SigningAlgorithm])[] = [
  ['rs256', 'RS256'],
  ['ps384', 'PS384'],
  ['ps512', 'PS512'],
  ['rs512', 'RS512'],
  ['rs1', 'RS1'],
];

/** Signed as the header says, by the right key, with an algorithm that FAPI does not allow. */
function forbidden(layer: Layer): readonly Stimulus[] {
  const { key, algorithm } = LAYERS[layer];
  return FORBIDDEN.map(([slug, alg]) =>
    claims(
      jose(layer, slug, `signed with ${alg}`, {
        breaks: alg === 'RS1' ? [...algorithm].reverse() : algorithm,
        core: slug === 'rs256',
        put: slug === 'rs256',
        ...(layer === 'ssa' && slug === 'rs256'
          ? {
              whenAccepted: warned('Documentation of the directory mentions RS256 as a fall-back.'),
            }
          : {}),
      }),
      signAs(layer, key, alg),
    ),
  );
}

/** By another key of the directory, where that signs with PS256 alone. */
const es256OfDirectory = claims(
  jose('ssa', 'es256-of-the-directory', 'signed with ES256 by a key of the directory', {
    path: 'ssa.header.alg + ssa.header.kid + ssa.signature',
    breaks: ['CDRAU-SSA-1'],
    whenAccepted: warned(
      'The text says how the directory signs; it does not tell a server to refuse another strong algorithm.',
    ),
  }),
  signAs('ssa', 'directory-ec', 'ES256'),
);

/** The header says one algorithm, the signature is of another. */
function mismatched(layer: Layer): readonly Stimulus[] {
  const { key, ecKey, unverified, algorithm } = LAYERS[layer];
  const mismatch = (
    slug: string,
    title: string,
    facts: Partial<Facts>,
    ...edits: readonly Edit[]
  ) =>
    claims(
      jose(layer, slug, title, { area: 'signatures', breaks: unverified, ...facts }),
      all(...edits),
    );
  return [
    mismatch(
      'ps256-signed-rs256',
      'that says PS256 and is signed with RS256',
      { path: `${layer}.signature`, needs: ['alg:PS256'] },
      signAs(layer, key, 'PS256'),
      sign(layer, { kind: 'key', key, algorithm: 'RS256' }),
    ),
    mismatch(
      'rs256-signed-ps256',
      'that says RS256 and is signed with PS256',
      { path: `${layer}.header.alg`, breaks: [...unverified, ...algorithm], needs: ['alg:PS256'] },
      signAs(layer, key, 'PS256'),
      setHeader(layer, 'alg', 'RS256'),
    ),
    mismatch(
      'es256-with-rsa-key',
      'that says ES256 and is signed by an RSA key',
      { path: `${layer}.header.alg`, breaks: ['RFC7515-4.1.1-1', ...unverified] },
      signAs(layer, key, 'PS256'),
      setHeader(layer, 'alg', 'ES256'),
    ),
    mismatch(
      'ps256-with-ec-kid',
      'signed by an RSA key under the kid of an EC key',
      {
        path: `${layer}.header.kid`,
        breaks: ['RFC7515-4.1.1-1'],
        needs: ['alg:PS256'],
        whenAccepted: warned('kid is a hint: a server may try every key of the set.'),
      },
      signAs(layer, key, 'PS256'),
      setHeader(layer, 'kid', kidOf(ecKey)),
    ),
  ];
}

/** RFC 7515 4.1.1: alg is there, a string, and written as registered. */
function alg(layer: Layer): readonly Stimulus[] {
  const { malformed, algorithm } = LAYERS[layer];
  const header = (
    slug: string,
    title: string,
    breaks: readonly RequirementId[],
    edit: ReturnType<typeof dropHeader>,
  ) =>
    claims(
      jose(layer, slug, title, { path: `${layer}.header.alg`, breaks, situation: malformed }),
      edit,
    );
  const value = (slug: string, title: string, json: Parameters<typeof setHeader>[2]) => {
    // A string names an algorithm, and not one that is allowed.
    const named = typeof json === 'string' ? algorithm : [];
    const breaks = ['RFC7515-4.1.1-1', ...named] as const;
    return header(slug, `whose alg is ${title}`, breaks, setHeader(layer, 'alg', json));
  };
  return [
    header('alg-absent', 'without alg', ['RFC7515-4.1.1-1'], dropHeader(layer, 'alg')),
    value('alg-null', 'null', null),
    value('alg-number', 'a number', 256),
    value('alg-array', 'an array', (old) => [old ?? '']),
    value('alg-empty', 'empty', ''),
    value('alg-unknown', 'unknown', 'XX256'),
    header(
      'alg-lower-case',
      'whose alg is in lower case',
      ['RFC7515-4.1.1-2'],
      setHeader(layer, 'alg', (old) => String(old).toLowerCase()),
    ),
  ];
}

/** What the header says about the algorithm, and how the signature is made. */
export const joseAlgorithms: readonly Stimulus[] = onBothLayers((layer) => [
  ...forbidden(layer),
  ...mismatched(layer),
  ...alg(layer),
  ...(layer === 'ssa' ? [es256OfDirectory] : []),
]);
