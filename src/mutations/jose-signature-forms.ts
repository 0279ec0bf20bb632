import { all, type Layer, sign, signAs } from './edits.ts';
import { jose } from './jose-facts.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { claims, type Stimulus } from './stimulus.ts';

/** RFC 7518 3.4 and 3.5: what a signature of ES256 and PS256 looks like. */
function forms(layer: Layer): readonly Stimulus[] {
  const { key, ecKey } = LAYERS[layer];
  const ec = `${layer}.header.alg + ${layer}.header.kid + ${layer}.signature`;
  const salt = (saltLength: number): Stimulus =>
    claims(
      jose(layer, `pss-salt-${saltLength}`, `of PS256 with a salt of ${saltLength} bytes`, {
        path: `${layer}.signature`,
        breaks: ['RFC7518-3.5-1'],
        needs: ['alg:PS256'],
        core: saltLength === 0,
      }),
      signAs(layer, key, 'PS256', { saltLength }),
    );
  return [
    salt(0),
    salt(20),
    salt(64),
    claims(
      jose(layer, 'es256-der', 'of ES256 with the signature in DER', {
        path: ec,
        breaks: ['RFC7518-3.4-1', ...LAYERS[layer].unverified],
        core: true,
        put: true,
      }),
      signAs(layer, ecKey, 'ES256', { der: true }),
    ),
    claims(
      jose(layer, 'es256-zero', 'of ES256 with a signature of zeroes', {
        path: ec,
        area: 'signatures',
        breaks: LAYERS[layer].unverified,
        core: true,
      }),
      all(signAs(layer, ecKey, 'ES256'), sign(layer, { kind: 'zero', bytes: 64 })),
    ),
    claims(
      jose(layer, 'zero', 'with a signature of zeroes', {
        path: `${layer}.signature`,
        area: 'signatures',
        breaks: LAYERS[layer].unverified,
      }),
      sign(layer, { kind: 'zero', bytes: 256 }),
    ),
    claims(
      jose(layer, 'es256', 'signed with ES256', {
        path: ec,
        touches: layer === 'ssa' ? ['OBUK-SSA-header-2', 'FAPI1A-8.6-1'] : ['FAPI1A-8.6-1'],
        core: true,
        why: 'As legal as PS256, but no clause asks a server for both.',
      }),
      signAs(layer, ecKey, 'ES256'),
    ),
  ];
}

/** Right key and algorithm, but the signature is not made as RFC 7518 says; and ES256 as it should be. */
export const joseSignatureForms: readonly Stimulus[] = onBothLayers(forms);
