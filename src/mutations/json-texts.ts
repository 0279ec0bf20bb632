import type { TextEdit } from '../model/draft.ts';
import type { RequirementId } from '../requirements/index.ts';
import { editText, type Layer } from './edits.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { notUtf8 } from './not-utf-8.ts';
import { along, claims, type Facts, type Stimulus } from './stimulus.ts';

function text(
  layer: Layer,
  slug: string,
  title: string,
  facts: Partial<Facts>,
  edit: TextEdit,
): Stimulus {
  return claims(
    {
      id: `${layer}.text.${slug}`,
      title: `${LAYERS[layer].noun} whose claims ${title}`,
      path: `${layer}.claims`,
      situation: LAYERS[layer].malformed,
      ...facts,
    },
    editText(layer, 'claims', edit),
  );
}

const OBJECT: readonly RequirementId[] = ['RFC7519-7.2-2'];
const WHOLE: readonly RequirementId[] = ['RFC7515-10.12-1'];
const NO_JSON: readonly RequirementId[] = [...WHOLE, ...OBJECT];

/** Properly signed claims that are no JSON object in UTF-8 (RFC 7519 7.2, RFC 7515 10.12). */
function broken(layer: Layer): readonly Stimulus[] {
  return [
    text(layer, 'array', 'are an array', { breaks: OBJECT, core: true }, (json) => `[${json}]`),
    text(layer, 'string', 'are a string', { breaks: OBJECT }, (json) => JSON.stringify(json)),
    text(layer, 'number', 'are a number', { breaks: OBJECT }, () => '1700000000'),
    text(layer, 'null', 'are null', { breaks: OBJECT }, () => 'null'),
    text(
      layer,
      'not-utf-8',
      'are not UTF-8',
      { breaks: [...OBJECT, 'RFC8725-3.7-1'], core: true },
      notUtf8,
    ),
    text(layer, 'utf-16', 'are in UTF-16', { breaks: ['RFC8725-3.7-1', ...OBJECT] }, (json) =>
      Buffer.from(`\ufeff${json}`, 'utf16le'),
    ),
    text(
      layer,
      'trailing',
      'are followed by other text',
      { breaks: WHOLE, core: true },
      (json) => `${json}ABCD`,
    ),
    text(
      layer,
      'second-object',
      'are followed by a second object',
      { breaks: WHOLE },
      (json) => `${json}{}`,
    ),
    text(layer, 'truncated', 'are cut short', { breaks: NO_JSON }, (json) => json.slice(0, -1)),
    text(
      layer,
      'trailing-comma',
      'have a comma after the last one',
      { breaks: NO_JSON },
      (json) => `${json.slice(0, -1)},}`,
    ),
    text(layer, 'single-quotes', 'are in single quotes', { breaks: NO_JSON }, (json) =>
      json.replaceAll('"', "'"),
    ),
  ];
}

const DEPTH = 10_000;
const MEGABYTE = 1_000_000;

/** Odd, but nothing forbids them. */
function odd(layer: Layer): readonly Stimulus[] {
  const append =
    (member: string): TextEdit =>
    (json) =>
      `${json.slice(0, -1)},${member}}`;
  return [
    text(
      layer,
      'byte-order-mark',
      'begin with a byte order mark',
      along('RFC 8259 8.1 lets a parser ignore it.', ...OBJECT),
      (json) => `\ufeff${json}`,
    ),
    text(layer, 'spaced', 'are spread over lines', {}, (json) =>
      JSON.stringify(JSON.parse(json), null, 2),
    ),
    text(layer, 'lone-surrogate', 'hold an unpaired surrogate', {}, append('"x_note":"\\ud800"')),
    text(layer, 'prototype', 'have a member __proto__', {}, append('"__proto__":{"iss":"x"}')),
    text(layer, 'huge-number', 'hold a number beyond any type', {}, append('"x_number":1e999')),
    text(
      layer,
      'deep',
      `are nested ${DEPTH} levels deep`,
      {
        needs: ['robustness'],
        ...along('RFC 8259 9 lets a parser limit the depth.', 'RFC7519-7.2-1', ...OBJECT),
      },
      append(`"x_deep":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`),
    ),
    text(
      layer,
      'one-megabyte',
      'hold a text of one megabyte',
      { needs: ['robustness'], situation: 'too-large' },
      append(`"x_large":"${'a'.repeat(MEGABYTE)}"`),
    ),
  ];
}

/** The JSON text of the claims. */
export const jsonTexts: readonly Stimulus[] = onBothLayers((layer) => [
  ...broken(layer),
  ...odd(layer),
]);
