import type { Severity } from '../model/lint.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import type { ClaimDefect } from '../rules/claim-defects.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import type { Rule } from '../rules/rule.ts';

export type RegistrationRule = Rule<RegistrationInput>;

export interface RuleContext {
  readonly profile: Profile;
  /** Profiles whose values a fix may name. */
  readonly others: readonly Profile[];
  readonly input: RegistrationInput;
  severity(requirement: string): Severity;
}

/** A rule that a claim table makes. */
export interface ClaimRule {
  readonly layer: 'request' | 'ssa';
  readonly name: string;
  readonly defect: ClaimDefect;
  readonly spec: ClaimSpec;
}

/** The claim that a rule of a claim table is about; null for other rules. */
export function claimRuleOf(id: string, profile: Profile): ClaimRule | null {
  const [layer, family, ...rest] = id.split('.');
  if ((layer !== 'request' && layer !== 'ssa') || family !== 'claims') return null;
  const defect = rest.at(-1) as ClaimDefect;
  const name = rest.slice(0, -1).join('.');
  const spec = profile[layer].claims[name];
  return spec === undefined ? null : { layer, name, defect, spec };
}
