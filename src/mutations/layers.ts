import type { KeyName } from '../model/keys.ts';
import type { Situation } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import type { Layer } from './edits.ts';

interface LayerFacts {
  readonly noun: string;
  /** Who ought to sign it. */
  readonly key: KeyName;
  readonly ecKey: KeyName;
  readonly signature: Situation;
  readonly malformed: Situation;
  readonly claims: Situation;
  /** What accepting a signature that does not verify breaks. */
  readonly unverified: readonly RequirementId[];
  /** What accepting another algorithm than PS256 and ES256 breaks. */
  readonly algorithm: readonly RequirementId[];
}

/** What JOSE attacks have to know about the two JWTs. */
export const LAYERS: Readonly<Record<Layer, LayerFacts>> = {
  request: {
    noun: 'a request JWT',
    key: 'tpp-signing',
    ecKey: 'tpp-signing-ec',
    signature: 'request-signature',
    malformed: 'request-malformed',
    claims: 'request-claims',
    unverified: ['RFC7515-5.2-4', 'OBUK-SSA-request-validation-2'],
    algorithm: ['FAPI1A-8.6-1', 'RFC8725-3.2-1', 'CDRAU-registration-request-2'],
  },
  ssa: {
    noun: 'an SSA',
    key: 'directory',
    ecKey: 'directory-ec',
    signature: 'ssa-signature',
    malformed: 'ssa-malformed',
    claims: 'ssa-claims',
    unverified: ['RFC7515-5.2-4', 'OBUK-SSA-request-validation-3'],
    algorithm: ['OBUK-SSA-header-2', 'RFC8725-3.2-1'],
  },
};

/** The stimuli of both layers. */
export function onBothLayers<T>(make: (layer: Layer) => readonly T[]): readonly T[] {
  return [...make('request'), ...make('ssa')];
}
