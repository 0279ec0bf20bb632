import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { allRules, type NamedRule } from '../server-rules.ts';
import { VARIANTS } from '../variants/index.ts';
import { cryptoFaults } from './crypto.ts';
import { DERIVED_NOTES } from './derived-notes.ts';
import { discoveryFaults } from './discovery.ts';
import { errorFaults } from './error.ts';
import type { Fault, Hooks } from './fault.ts';
import { policyFaults } from './policy.ts';
import { responseFaults } from './response.ts';
import { stateFaults } from './state.ts';
import { timingFaults } from './timing.ts';
import { tokenFaults } from './token.ts';
import { transportFaults } from './transport.ts';

const HAND_MADE: readonly Fault[] = [
  ...responseFaults,
  ...errorFaults,
  ...policyFaults,
  ...stateFaults,
  ...cryptoFaults,
  ...tokenFaults,
  ...discoveryFaults,
  ...timingFaults,
  ...transportFaults,
];

/** Every fault the server can have in `profile`: one for each rule that can be switched off, then those made by hand. */
export function allFaults(profile: Profile): readonly Fault[] {
  return [...allRules(profile).map(ruleFault), ...HAND_MADE];
}

/** Their ids. */
export function faultIds(profile: Profile): readonly string[] {
  return allFaults(profile).map(({ id }) => id);
}

/** The faults and harmless variants with these ids. Throws UsageError for an id there is none of. */
export function findFaults(profile: Profile, ids: readonly string[]): readonly Hooks[] {
  if (ids.length === 0) return [];
  const known = new Map<string, Hooks>(
    [...allFaults(profile), ...VARIANTS].map((fault) => [fault.id, fault]),
  );
  return ids.map((id) => {
    const fault = known.get(id);
    if (fault !== undefined) return fault;
    throw new UsageError(`there is no fault ${id}`, 'list faults shows them all');
  });
}

function ruleFault({ id, requirement, description }: NamedRule): Fault {
  return {
    id: `accepts:${id}`,
    title: `does not check that ${description}`,
    kind: 'rule',
    breaks: [requirement],
    skips: [id],
    ...DERIVED_NOTES[id],
  };
}
