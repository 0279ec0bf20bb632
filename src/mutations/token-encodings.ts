import type { RequirementId } from '../requirements/index.ts';
import type { Layer } from './edits.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { along, type Facts, type Stimulus, token } from './stimulus.ts';

function encoded(
  layer: Layer,
  slug: string,
  title: string,
  facts: Partial<Facts>,
  change: (parts: readonly [string, string, string]) => string,
): Stimulus {
  return token(
    layer,
    {
      id: `${layer}.token.${slug}`,
      title: `${LAYERS[layer].noun} ${title}`,
      path: layer,
      area: 'signatures',
      situation: LAYERS[layer].malformed,
      ...facts,
    },
    (compact) => {
      const [header = '', claims = '', signature = ''] = compact.split('.');
      return change([header, claims, signature]);
    },
  );
}

const PARTS: readonly RequirementId[] = ['RFC7515-5.2-1'];
const CHARACTERS: readonly RequirementId[] = ['RFC7515-5.2-2'];
const NO_HEADER: RequirementId = 'RFC7515-5.2-3';
const NO_CLAIMS: RequirementId = 'RFC7519-7.2-2';

/** RFC 7515 7.1: three parts between two periods. */
function shapes(layer: Layer): readonly Stimulus[] {
  const notJws: readonly RequirementId[] =
    layer === 'ssa' ? ['RFC7591-2.3-1', 'OBUK-jws-2'] : ['OBUK-jws-1'];
  return [
    encoded(
      layer,
      'not-a-jwt',
      'that is plain text',
      { breaks: [...notJws, ...PARTS], core: true, put: true },
      () => 'this is not a token',
    ),
    encoded(layer, 'one-part', 'of one part', { breaks: PARTS }, ([header]) => header),
    encoded(
      layer,
      'two-parts',
      'of two parts',
      { breaks: PARTS, core: true },
      ([h, c]) => `${h}.${c}`,
    ),
    encoded(
      layer,
      'four-parts',
      'with a fourth part',
      { breaks: PARTS },
      ([h, c, s]) => `${h}.${c}.${s}.${s}`,
    ),
    encoded(
      layer,
      'five-parts',
      'of five parts, like encrypted ones',
      { breaks: PARTS, core: true },
      ([h, c, s]) => `${h}.${c}.${s}.${s}.${s}`,
    ),
    encoded(
      layer,
      'empty-fourth',
      'with a period at its end',
      { breaks: PARTS },
      ([h, c, s]) => `${h}.${c}.${s}.`,
    ),
    encoded(
      layer,
      'empty-header',
      'with an empty header part',
      { path: `${layer}.header`, breaks: [...PARTS, NO_HEADER] },
      ([, c, s]) => `.${c}.${s}`,
    ),
    encoded(
      layer,
      'empty-claims',
      'with an empty claims part',
      {
        path: `${layer}.claims`,
        breaks: [...PARTS, NO_CLAIMS],
        // The key of the request is named by claims, which are gone.
        ...(layer === 'ssa'
          ? along('The signature covers the claims.', 'OBUK-SSA-request-validation-3')
          : {}),
      },
      ([h, , s]) => `${h}..${s}`,
    ),
    encoded(
      layer,
      'periods-only',
      'of two periods',
      { breaks: [...PARTS, NO_HEADER, NO_CLAIMS] },
      () => '..',
    ),
  ];
}

/** RFC 7515 2: base64url without padding, line breaks and other characters. */
function characters(layer: Layer): readonly Stimulus[] {
  const middle = (text: string, insertion: string) =>
    `${text.slice(0, text.length >> 1)}${insertion}${text.slice(text.length >> 1)}`;
  const one = (
    slug: string,
    title: string,
    name: 'header' | 'claims' | 'signature',
    change: (text: string) => string,
    core = false,
  ) =>
    encoded(
      layer,
      slug,
      title,
      { path: `${layer}.${name}`, breaks: CHARACTERS, core },
      ([h, c, s]) =>
        [
          name === 'header' ? change(h) : h,
          name === 'claims' ? change(c) : c,
          name === 'signature' ? change(s) : s,
        ].join('.'),
    );
  return [
    one('header-padded', 'whose header part is padded', 'header', (text) => `${text}=`),
    one('claims-padded', 'whose claims part is padded', 'claims', (text) => `${text}=`),
    one(
      'signature-padded',
      'whose signature part is padded',
      'signature',
      (text) => `${text}==`,
      true,
    ),
    one('signature-base64', 'whose signature part is in plain base64', 'signature', plainBase64),
    one('header-newline', 'with a line feed in its header part', 'header', (text) =>
      middle(text, '\n'),
    ),
    one(
      'claims-newline',
      'with a line feed in its claims part',
      'claims',
      (text) => middle(text, '\n'),
      true,
    ),
    one('signature-space', 'with a space in its signature part', 'signature', (text) =>
      middle(text, ' '),
    ),
    one('signature-percent', 'with a percent sign in its signature part', 'signature', (text) =>
      middle(text, '%'),
    ),
  ];
}

/** The other alphabet, and padding, which always shows: a signature need not have a character that differs. */
function plainBase64(text: string): string {
  return Buffer.from(text, 'base64url').toString('base64');
}

/** Spellings that a server may forgive. */
function forgivable(layer: Layer): readonly Stimulus[] {
  const around = (
    slug: string,
    title: string,
    change: (compact: string) => string,
    facts: Partial<Facts> = {},
  ) =>
    encoded(layer, slug, title, { touches: CHARACTERS, ...facts }, (parts) =>
      change(parts.join('.')),
    );
  return [
    around('newline-after', 'with a line feed after it', (compact) => `${compact}\n`),
    around('spaces-around', 'with spaces around it', (compact) => ` ${compact} `),
    around(
      'quoted',
      'in double quotes',
      (compact) => `"${compact}"`,
      along('OpenAPI takes the body for a JSON string, which it then is.', NO_HEADER),
    ),
    encoded(
      layer,
      'signature-spare-bits',
      'whose last character has bits that decode to nothing',
      { path: `${layer}.signature`, touches: CHARACTERS },
      ([h, c, s]) => `${h}.${c}.${setSpareBits(s)}`,
    ),
  ];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 3.5: pad bits of the last character that a strict decoder wants to be zero. */
function setSpareBits(text: string): string {
  const last = ALPHABET.indexOf(text.slice(-1));
  return `${text.slice(0, -1)}${ALPHABET[last | 1] ?? ''}`;
}

/** The compact form after signing: its parts and its alphabet. */
export const tokenEncodings: readonly Stimulus[] = onBothLayers((layer) => [
  ...shapes(layer),
  ...characters(layer),
  ...forgivable(layer),
]);
