import type { Profile } from '../../model/profile.ts';
import { claimDefects } from '../claim-defects.ts';
import type { Stimulus } from '../stimulus.ts';
import { openBodies } from './bodies.ts';
import { openMetadata } from './metadata.ts';
import { onOptionalMetadata } from './on-metadata.ts';
import { openRedirectUris } from './redirect-uris.ts';
import { onStatement, openStatements } from './statements.ts';

/** What is tried where clients register in plain JSON and a statement is optional (RFC 7591). */
export function openStimuli(profile: Profile): readonly Stimulus[] {
  const defects = claimDefects(profile);
  return [
    ...defects.filter(({ id }) => id.startsWith('request.')),
    ...openRedirectUris,
    ...openMetadata,
    ...onOptionalMetadata,
    ...openBodies,
    ...defects.filter(({ id }) => id.startsWith('ssa.')).map(onStatement),
    ...openStatements,
  ];
}
