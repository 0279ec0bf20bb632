import type { Json } from '../model/json.ts';
import type { RequirementId } from '../requirements/index.ts';
import {
  all,
  appendMember,
  dropHeader,
  editText,
  type Layer,
  prependMember,
  setHeader,
  sign,
} from './edits.ts';
import { header } from './jose-facts.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { notUtf8 } from './not-utf-8.ts';
import { along, type Facts, type Stimulus } from './stimulus.ts';

/** RFC 7515 4.1.11: what crit lists has to be understood. */
function critical(layer: Layer): readonly Stimulus[] {
  const crit = (
    slug: string,
    title: string,
    names: Json,
    member?: readonly [string, Json],
    extra: Partial<Facts> = {},
  ) =>
    header(
      layer,
      slug,
      title,
      {
        path: `${layer}.header.crit${member === undefined ? '' : ` + ${layer}.header.${member[0]}`}`,
        breaks: ['RFC7515-4.1.11-1'],
        ...extra,
      },
      all(
        setHeader(layer, 'crit', names),
        ...(member === undefined ? [] : [setHeader(layer, ...member)]),
      ),
    );
  const optional = {
    breaks: [],
    touches: ['RFC7515-4.1.11-2'],
    ...along('A server without extensions refuses any crit.', 'RFC7515-4.1.11-1'),
  } as const;
  return [
    crit(
      'crit-unknown',
      'with an unknown critical extension',
      ['x-conformance'],
      ['x-conformance', '1'],
      { core: true, put: true },
    ),
    crit('crit-unknown-absent', 'with a critical extension that is not there', ['x-conformance']),
    crit(
      'b64-false',
      'with b64 false as critical extension, encoded as ever',
      ['b64'],
      ['b64', false],
    ),
    crit('crit-empty', 'with an empty list of critical extensions', [], undefined, optional),
    crit('crit-registered', 'with alg as critical extension', ['alg'], undefined, optional),
    header(
      layer,
      'b64-not-critical',
      'with b64 false that is not critical',
      {
        path: `${layer}.header.b64`,
        touches: ['RFC7515-4-2'],
        ...along(
          'RFC 7797 6 wants it in crit; where it is not, it is unknown.',
          'RFC7515-4.1.11-1',
        ),
      },
      setHeader(layer, 'b64', false),
    ),
  ];
}

/** typ and cty; an unknown member is ignored. */
function types(layer: Layer): readonly Stimulus[] {
  const path = `${layer}.header.typ`;
  const touches: readonly RequirementId[] =
    layer === 'ssa' ? ['OBUK-SSA-header-1'] : ['RFC7519-5.1-1'];
  const typ = (slug: string, value: Json) =>
    header(
      layer,
      slug,
      `whose typ is ${JSON.stringify(value)}`,
      { path, touches },
      setHeader(layer, 'typ', value),
    );
  return [
    typ('typ-other', 'at+jwt'),
    typ('typ-lower-case', 'jwt'),
    typ('typ-number', 1),
    header(
      layer,
      'typ-absent',
      'without typ',
      layer === 'ssa' ? { path, touches } : { path, accepts: ['RFC7519-5.1-1'] },
      dropHeader(layer, 'typ'),
    ),
    header(
      layer,
      'cty-jwt',
      'that says it holds a JWT, and does not',
      { path: `${layer}.header.cty`, ...along('It announces a nested JWT.', 'RFC7519-7.2-2') },
      setHeader(layer, 'cty', 'JWT'),
    ),
    header(
      layer,
      'unknown-header',
      'with a header member that nobody knows',
      { path: `${layer}.header.x-conformance`, accepts: ['RFC7515-4-2'], core: true },
      setHeader(layer, 'x-conformance', '1'),
    ),
  ];
}

/** RFC 7515 4: a header name that stands there twice is refused, or the last one counts. */
function twice(layer: Layer): readonly Stimulus[] {
  const { unverified } = LAYERS[layer];
  const secured: RequirementId = layer === 'ssa' ? 'RFC7591-2.3-1' : 'FAPI1A-8.6-3';
  const path = `${layer}.header + ${layer}.signature`;
  const unsigned = sign(layer, { kind: 'none' });
  return [
    header(
      layer,
      'alg-twice-none-last',
      'signed, with two alg, the last one none',
      { breaks: ['RFC7515-4-1', 'RFC7518-3.6-1', secured] },
      appendMember(layer, 'header', '"alg":"none"'),
    ),
    header(
      layer,
      'alg-twice-none-first',
      'unsigned, with two alg, the first one none',
      { path, breaks: ['RFC7515-4-1', ...unverified] },
      all(prependMember(layer, 'header', '"alg":"none"'), unsigned),
    ),
    header(
      layer,
      'alg-twice-signed',
      'signed, with two alg, the first one none',
      { touches: ['RFC7515-4-1'] },
      prependMember(layer, 'header', '"alg":"none"'),
    ),
  ];
}

/** RFC 7515 5.2: the header is a JSON object in UTF-8. */
function texts(layer: Layer): readonly Stimulus[] {
  const text = (
    slug: string,
    title: string,
    make: (json: string) => string | Uint8Array,
    breaks: readonly RequirementId[],
  ) =>
    header(
      layer,
      slug,
      `whose header is ${title}`,
      { breaks, core: slug === 'header-array' },
      editText(layer, 'header', make),
    );
  return [
    text('header-array', 'an array', (json) => `[${json}]`, ['RFC7515-5.2-3']),
    text('header-string', 'a string', (json) => JSON.stringify(json), ['RFC7515-5.2-3']),
    text('header-truncated', 'cut short', (json) => json.slice(0, -1), [
      'RFC7515-5.2-3',
      'RFC7515-10.12-1',
    ]),
    text('header-trailing', 'followed by other text', (json) => `${json}x`, [
      'RFC7515-10.12-1',
      'RFC7515-5.2-3',
    ]),
    text('header-not-utf-8', 'not UTF-8', notUtf8, ['RFC7515-5.2-3', 'RFC8725-3.7-1']),
  ];
}

/** What stands in the JOSE header besides the algorithm. */
export const joseHeaders: readonly Stimulus[] = onBothLayers((layer) => [
  ...critical(layer),
  ...types(layer),
  ...twice(layer),
  ...texts(layer),
]);
