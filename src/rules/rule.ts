import type { Profile, Situation } from '../model/profile.ts';
import { rowsIn } from '../requirements/applies.ts';

/** One thing that has to be so. `Input` is what the rule looks at. */
export interface Rule<Input> {
  /** Such as `request.claims.aud.present`; stable. */
  readonly id: string;
  /** The row of the catalogue that demands it. */
  readonly requirement: string;
  /** Rows of other documents that say the same. */
  readonly others?: readonly string[];
  /** Row of the profile's error table that answers a violation. */
  readonly situation: Situation;
  /** The rule as a sentence: "aud is present". */
  readonly description: string;
  /** null when the rule holds, else what is wrong: one ASCII sentence that repeats nothing of the input. */
  test(input: Input): string | null | Promise<string | null>;
}

/** The row that demands something, or the rows of several documents that do. */
export type Rows = string | readonly [string, ...string[]];

/** How a rule names its rows. */
export function demandedBy(rows: Rows): Pick<Rule<never>, 'requirement' | 'others'> {
  if (typeof rows === 'string') return { requirement: rows };
  const [requirement, ...others] = rows;
  return { requirement, others };
}

/** Those of `rules` that a row of `profile` demands, each under the first of its rows that does. */
export function rulesIn<Input>(
  profile: Pick<Profile, 'lineage' | 'overrides'>,
  rules: readonly Rule<Input>[],
): readonly Rule<Input>[] {
  return rules.flatMap((rule) => {
    const [requirement] = rowsIn(profile, [rule.requirement, ...(rule.others ?? [])]);
    return requirement === undefined ? [] : [{ ...rule, requirement }];
  });
}

export interface Violation<Input> {
  readonly rule: Rule<Input>;
  readonly message: string;
}

/**
 * The first rule of `rules` that does not hold for `input`, in their order; null when all hold.
 * Rules whose id is in `off` are passed over.
 */
export async function firstViolation<Input>(
  rules: readonly Rule<Input>[],
  input: Input,
  off: ReadonlySet<string> = new Set(),
): Promise<Violation<Input> | null> {
  for (const rule of rules) {
    if (off.has(rule.id)) continue;
    const result = rule.test(input);
    // Most rules are synchronous: a registration passes about two hundred, so ticks are spared.
    const message = result instanceof Promise ? await result : result;
    if (message !== null) return { rule, message };
  }
  return null;
}

/** Every rule of `rules` that does not hold for `input`, in their order. */
export async function allViolations<Input>(
  rules: readonly Rule<Input>[],
  input: Input,
): Promise<readonly Violation<Input>[]> {
  // All are asked before any answer is waited for; most answer at once that nothing is wrong.
  const asked: { readonly rule: Rule<Input>; readonly result: string | Promise<string | null> }[] =
    [];
  for (const rule of rules) {
    const result = rule.test(input);
    if (result !== null) asked.push({ rule, result });
  }
  const violations: Violation<Input>[] = [];
  for (const { rule, result } of asked) {
    const message = result instanceof Promise ? await result : result;
    if (message !== null) violations.push({ rule, message });
  }
  return violations;
}
