import type { Profile } from '../model/profile.ts';
import { setClaim } from './edits.ts';
import { claims, type Stimulus, warned } from './stimulus.ts';

/** What the SSA says where it, and not the request, names scopes, one role, and where the sector of the software is. */
export function attestedClaims({ ssa }: Profile): readonly Stimulus[] {
  return ssa.claims.scope === undefined ? [] : stimuli;
}

const stimuli: readonly Stimulus[] = [
  claims(
    {
      id: 'ssa.claims.scope.quote',
      title: 'an SSA with a double quote in its scope',
      path: 'ssa.claims.scope',
      situation: 'ssa-claims',
      touches: ['RFC6749-3.3-1', 'CDRAU-registration-validation-4'],
      why: 'A scope that a server does not support is ignored, however it is written.',
    },
    setClaim('ssa', 'scope', (old) => `${String(old)} bank:acc"ounts`),
  ),
  claims(
    {
      id: 'ssa.claims.software_roles.data-holder',
      title: 'an SSA of a data holder',
      path: 'ssa.claims.software_roles',
      situation: 'ssa-claims',
      breaks: ['CDRAU-SSA-definition-3'],
      core: true,
    },
    setClaim('ssa', 'software_roles', 'data-holder-brand'),
  ),
  claims(
    {
      id: 'ssa.claims.sector_identifier_uri.http',
      title: 'an SSA whose sector_identifier_uri is not https',
      path: 'ssa.claims.sector_identifier_uri',
      situation: 'ssa-claims',
      breaks: ['OIDCR-2-16'],
      whenAccepted: warned('The directory attests it: a server that only stores it harms nobody.'),
    },
    setClaim('ssa', 'sector_identifier_uri', 'http://tpp.example/sector.json'),
  ),
];
