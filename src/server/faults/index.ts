import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { rowsIn } from '../../requirements/applies.ts';
import { OPERATIONS } from '../server-operation.ts';
import { allRules, type NamedRule } from '../server-rules.ts';
import { variantsFor } from '../variants/index.ts';
import { authorizationFaults } from './authorization.ts';
import { cryptoFaults } from './crypto.ts';
import { DERIVED_NOTES } from './derived-notes.ts';
import { DERIVED_ROWS } from './derived-rows.ts';
import { discoveryFaults } from './discovery.ts';
import { errorFaults } from './error.ts';
import type { Fault, Hooks } from './fault.ts';
import { narrowed } from './narrowed.ts';
import { policyFaults } from './policy.ts';
import { responseFaults } from './response.ts';
import { stateFaults } from './state.ts';
import { timingFaults } from './timing.ts';
import { tokenFaults } from './token.ts';
import { transportFaults } from './transport.ts';
import { wso2Faults } from './wso2.ts';

const HAND_MADE: readonly Fault[] = [
  ...responseFaults,
  ...errorFaults,
  ...policyFaults,
  ...stateFaults,
  ...cryptoFaults,
  ...tokenFaults,
  ...authorizationFaults,
  ...discoveryFaults,
  ...timingFaults,
  ...transportFaults,
];

const made = new WeakMap<Profile, readonly Fault[]>();

/** Every fault the server can have in `profile`: one for each rule that can be switched off, then those made by hand. */
export function allFaults(profile: Profile): readonly Fault[] {
  const known = made.get(profile) ?? faultsIn(profile);
  made.set(profile, known);
  return known;
}

function faultsIn(profile: Profile): readonly Fault[] {
  const rules = allRules(profile);
  // The presets of products are about signed requests.
  const presets = profile.request.format === 'jwt' ? wso2Faults : [];
  const named = [...HAND_MADE.map(narrowed), ...presets].filter(
    ({ about, where }) =>
      (about === undefined || Object.hasOwn(profile.ssa.claims, about)) &&
      (where === undefined || where(profile)),
  );
  const all = [...rules.map(ruleFault), ...named.map((fault) => completed(fault, rules))];
  const situations = new Set(rules.map(({ situation }) => situation));
  const known = all.flatMap((fault) => {
    if (fault.situations?.every((situation) => !situations.has(situation)) === true) return [];
    const breaks = rowsIn(profile, fault.breaks);
    return breaks.length === 0 ? [] : [{ ...fault, breaks }];
  });
  const ids = new Set(known.map(({ id }) => id));
  return known.map((fault) => maskedAsFar(fault, ids));
}

/** The fault with those of its masks that the profile has. */
function maskedAsFar(fault: Fault, ids: ReadonlySet<string>): Fault {
  const { maskedBy, ...rest } = fault;
  const [first, ...others] = (maskedBy ?? []).filter((id) => ids.has(id));
  return first === undefined ? rest : { ...rest, maskedBy: [first, ...others] };
}

/** The fault with the rows of the rules that it does not check, or whose refusals look like something else. */
function completed(fault: Fault, rules: readonly NamedRule[]): Fault {
  const { breaks, skips = [], feigns = [], skipsIn } = fault;
  const idle = rules.filter(
    ({ id, situation }) =>
      skips.includes(id) ||
      feigns.includes(situation) ||
      OPERATIONS.some((operation) => skipsIn?.(id, operation) === true),
  );
  return { ...fault, breaks: [...new Set([...breaks, ...idle.flatMap(rowsOf)])] };
}

/** What a server breaks that does not check a rule. */
function rowsOf({ id, requirement }: NamedRule): readonly string[] {
  return [requirement, ...(DERIVED_ROWS[id] ?? [])];
}

/** Their ids. */
export function faultIds(profile: Profile): readonly string[] {
  return allFaults(profile).map(({ id }) => id);
}

/** The faults and harmless variants with these ids. Throws UsageError for an id there is none of. */
export function findFaults(profile: Profile, ids: readonly string[]): readonly Hooks[] {
  if (ids.length === 0) return [];
  const known = new Map<string, Hooks>(
    [...allFaults(profile), ...variantsFor(profile)].map((fault) => [fault.id, fault]),
  );
  return ids.map((id) => {
    const fault = known.get(id);
    if (fault !== undefined) return fault;
    throw new UsageError(`there is no fault ${id}`, 'list faults shows them all');
  });
}

function ruleFault(rule: NamedRule): Fault {
  const { id, description } = rule;
  return {
    id: `accepts:${id}`,
    title: `does not check that ${description}`,
    kind: 'rule',
    breaks: rowsOf(rule),
    skips: [id],
    ...DERIVED_NOTES[id],
  };
}
