import type { RequirementId } from '../requirements/index.ts';
import type { Layer } from './edits.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { type Facts, type Stimulus, token } from './stimulus.ts';

type Segments = readonly [header: string, claims: string, signature: string];

/** Changes one segment of a compact token. */
function segment(name: 'header' | 'claims' | 'signature', change: (segment: string) => string) {
  const index = ['header', 'claims', 'signature'].indexOf(name);
  return (compact: string): string =>
    compact
      .split('.')
      .map((text, i) => (i === index ? change(text) : text))
      .join('.');
}

/** Changes the bytes that a segment encodes. */
function bytes(change: (bytes: Buffer) => Uint8Array) {
  return (text: string): string => {
    const changed = change(Buffer.from(text, 'base64url'));
    return Buffer.from(changed).toString('base64url');
  };
}

function tampered(
  layer: Layer,
  slug: string,
  title: string,
  name: keyof typeof CHANGED,
  change: (segment: string) => string,
  facts: Partial<Facts> = {},
): Stimulus {
  return token(
    layer,
    {
      id: `${layer}.token.${slug}`,
      title: `${LAYERS[layer].noun} ${title}`,
      path: `${layer}.${name}`,
      area: 'signatures',
      situation: LAYERS[layer].signature,
      breaks: LAYERS[layer].unverified,
      ...facts,
    },
    segment(name, change),
  );
}

const CHANGED = { header: 0, claims: 1, signature: 2 } as const satisfies Record<
  string,
  keyof Segments
>;

function flipBit(at: (length: number) => number): (segment: string) => string {
  return bytes((buffer) => {
    const index = at(buffer.length);
    buffer[index] = (buffer[index] ?? 0) ^ 1;
    return buffer;
  });
}

/** Another last character of jti, which says nothing by itself: nothing but the signature is wrong then. */
const otherJti = bytes((json) =>
  Buffer.from(
    json
      .toString()
      .replace(/("(?:jti|org_name)":"[^"]*)(.)"/, (_all, start: string, last: string) => {
        const other = last === '0' ? '1' : '0';
        return `${start}${other}"`;
      }),
  ),
);

const whitespace = bytes((json) => Buffer.from(json.toString().replace('{', '{ ')));

/** What the plainest refusal shows about refusals. */
const SHOWS: Readonly<Record<Layer, readonly RequirementId[]>> = {
  request: [
    'RFC7519-7.2-1',
    'RFC7591-3.2.2-2',
    'RFC7591-3.2.2-3',
    'RFC7591-3.2.2-4',
    'RFC7591-3.2.2-5',
    'OBUK-error-structure-1',
  ],
  ssa: ['RFC7519-7.2-1', 'RFC7591-3.2.2-9'],
};

/** Signed properly, changed afterwards. */
export const tampering: readonly Stimulus[] = onBothLayers((layer) => [
  tampered(
    layer,
    'signature-bit',
    'with one bit of its signature flipped',
    'signature',
    flipBit((n) => n >> 1),
    {
      core: true,
      put: true,
      touches: SHOWS[layer],
    },
  ),
  tampered(
    layer,
    'signature-first-bit',
    'with a bit of the first byte of its signature flipped',
    'signature',
    flipBit(() => 0),
  ),
  tampered(
    layer,
    'signature-truncated',
    'with half of its signature',
    'signature',
    bytes((b) => b.subarray(0, b.length >> 1)),
  ),
  tampered(
    layer,
    'signature-extended',
    'with four zero bytes after its signature',
    'signature',
    bytes((b) => Buffer.concat([b, Buffer.alloc(4)])),
  ),
  tampered(
    layer,
    'claims-changed',
    'with the last character of its jti changed',
    'claims',
    otherJti,
    { core: true, put: true },
  ),
  tampered(layer, 'header-changed', 'with a space put into its header', 'header', whitespace),
  tampered(layer, 'claims-reformatted', 'with a space put into its claims', 'claims', whitespace),
]);
