import type { Profile } from '../../model/profile.ts';
import { claimDefects } from '../claim-defects.ts';
import type { Stimulus } from '../stimulus.ts';
import { openBodies } from './bodies.ts';
import { openMetadata } from './metadata.ts';
import { onOptionalMetadata } from './on-metadata.ts';
import { openRedirectUris } from './redirect-uris.ts';
import { onStatement, openStatements } from './statements.ts';

/** A server that ignores statements ignores what is wrong with them as well (RFC 7591 2.3). */
function whereTaken(stimulus: Stimulus): Stimulus {
  const about = stimulus.path === 'request.claims.software_statement';
  return about ? { ...stimulus, needs: [...stimulus.needs, 'trusted'] } : stimulus;
}

/** What is tried where clients register in plain JSON and a statement is optional (RFC 7591). */
export function openStimuli(profile: Profile): readonly Stimulus[] {
  const defects = claimDefects(profile);
  return [
    ...defects.filter(({ id }) => id.startsWith('request.')).map(whereTaken),
    ...openRedirectUris(profile),
    ...openMetadata,
    ...onOptionalMetadata,
    ...openBodies,
    ...defects.filter(({ id }) => id.startsWith('ssa.')).map(onStatement),
    ...openStatements(profile),
  ];
}
