import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { explainRequirement } from '../../requirements/explain.ts';
import { allFaults } from '../../server/faults/index.ts';
import { VARIANTS } from '../../server/variants/index.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { chooseProfile } from '../options/profile-name.ts';
import { nearest } from '../options/suggest.ts';
import { explainFuzz } from './explain-fuzz.ts';
import {
  errorCodeData,
  errorCodes,
  explainErrorCode,
  explainRule,
  rulesOf,
} from './explain-rule.ts';
import { explainCase, explainFault, explainMutation, explainVariant } from './explain-text.ts';
import { casesOf, mutations, requirements } from './knowledge.ts';

interface Explained {
  readonly text: string;
  readonly data: unknown;
}

function find(id: string, profile: Profile): Explained | null {
  const fuzzed = explainFuzz(id, profile);
  if (fuzzed !== null) return fuzzed;
  const cases = casesOf(profile);
  const requirement = requirements.find((each) => each.id === id);
  if (requirement !== undefined) {
    const by = cases.filter((each) => each.requirements.includes(id)).map((each) => each.id);
    const covered = by.length === 0 ? '' : `\n  cases        ${by.join('\n               ')}`;
    return {
      text: `${explainRequirement(requirement)}${covered}`,
      data: { ...requirement, cases: by },
    };
  }
  const found = cases.find((each) => each.id === id);
  if (found !== undefined) return { text: explainCase(found, profile), data: found };
  const used = mutations(profile).get(id);
  if (used !== undefined) {
    // A defect and the rule that refuses it may bear one name.
    const refuses = rulesOf(profile).find((each) => each.id === id);
    const rule = refuses === undefined ? '' : `\n\n${explainRule(refuses, profile)}`;
    const data = { ...used.mutation, cases: used.cases };
    return { text: `${explainMutation(used)}${rule}`, data };
  }
  const fault = allFaults(profile).find((each) => each.id === id);
  if (fault !== undefined) return { text: explainFault(fault), data: fault };
  const variant = VARIANTS.find((each) => each.id === id);
  if (variant !== undefined) return { text: explainVariant(variant), data: variant };
  const rule = rulesOf(profile).find((each) => each.id === id);
  if (rule !== undefined) return { text: explainRule(rule, profile), data: rule };
  if (!errorCodes(profile).includes(id)) return null;
  return { text: explainErrorCode(id, profile), data: errorCodeData(id, profile) };
}

/** Every id that `explain` knows. */
function allIds(profile: Profile): readonly string[] {
  return [
    ...requirements,
    ...casesOf(profile),
    ...allFaults(profile),
    ...VARIANTS,
    ...rulesOf(profile),
  ]
    .map(({ id }) => id)
    .concat([...mutations(profile).keys(), ...errorCodes(profile)]);
}

function unknown(id: string, profile: Profile): UsageError {
  const ids = allIds(profile);
  const within = ids.filter((each) => each.toLowerCase().includes(id.toLowerCase())).slice(0, 5);
  const close = nearest(id, ids);
  const meant = within.length > 0 ? within : close === null ? [] : [close];
  return new UsageError(
    `nothing has the id ${id}`,
    meant.length === 0
      ? 'see list cases, requirements, mutations, faults'
      : `did you mean ${meant.join(', ')}?`,
  );
}

/** `explain ID`: a requirement, case, mutation, rule, fault, error code or result of `run --fuzz` in full. */
export async function explain({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('explain', flags, io);
  const [id = ''] = operands;
  const profile = await chooseProfile(values.profile, io.cwd);
  const found = find(id, profile);
  if (found === null) throw unknown(id, profile);
  io.stdout.write(values.json ? `${JSON.stringify(found.data, null, 2)}\n` : `${found.text}\n`);
  return 0;
}
