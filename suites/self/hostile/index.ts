import type { TrustMaterial } from '../../../src/keys/trust-material.ts';
import { BODIES } from './bodies.ts';
import { certificates } from './certificates.ts';
import { FRAMING } from './framing.ts';
import { HEADS } from './heads.ts';
import type { Hostile } from './hostile.ts';
import { PACE } from './pace.ts';
import { PLACES } from './places.ts';
import { STRINGS } from './strings.ts';
import { VALUES } from './values.ts';

/** Every hostile server that runs on any machine. */
export function hostileServers(trust: TrustMaterial): readonly Hostile[] {
  return [
    ...BODIES,
    ...FRAMING,
    ...HEADS,
    ...PACE,
    ...VALUES,
    ...PLACES,
    ...STRINGS,
    ...certificates(trust),
  ];
}
