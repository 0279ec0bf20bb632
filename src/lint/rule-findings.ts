import type { Json } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import type { ClaimDefect } from '../rules/claim-defects.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { allViolations, type Violation } from '../rules/rule.ts';
import { claimAdvice } from './claim-advice.ts';
import { ruleAdvice } from './rule-advice.ts';
import {
  type ClaimRule,
  claimRuleOf,
  type RegistrationRule,
  type RuleContext,
} from './rule-context.ts';
import { spotsOf } from './rule-spots.ts';
import { actualOf, valueAt } from './rule-values.ts';
import { shownTime, shownValue } from './shown-value.ts';

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return text.endsWith('.') ? text : `${text}.`;
}

const DAY = 86_400;

/** A claim's own name stays as it is written. */
function messageOf(
  { rule, message }: Violation<RegistrationInput>,
  claim: ClaimRule | null,
  { profile, input }: RuleContext,
): string {
  if (rule.id === 'ssa.time.age' && profile.ssa.lifetime === null) {
    const days = Math.floor((input.now - Number(input.ssaClaims.iat)) / DAY);
    return `The software statement is ${days} days old. No clause sets a limit; banks set one of their own.`;
  }
  if (claim === null) return sentence(message);
  const { values, pattern } = claim.spec;
  // A value from a list, or of a form, has more wrong with it than its length.
  const isForm = claim.defect === 'length' && (values !== undefined || pattern !== undefined);
  return `${isForm ? message.replace('the wrong length', 'a value that is not allowed') : message}.`;
}

/** The actual value, with its length where that is what is wrong. */
function withLength(
  actual: string,
  value: Json | undefined,
  defect: ClaimDefect | undefined,
): string {
  if (defect !== 'length' || typeof value !== 'string') return actual;
  return `${actual}, ${[...value].length} characters`;
}

function extraExpected(id: string, { input, profile }: RuleContext): string | null {
  const softwareId = input.ssaClaims[profile.ssa.names.softwareId];
  if (id === 'request.iss.software-id' || id === 'request.software-id.same') {
    return shownValue('software_id', softwareId);
  }
  if (id === 'redirect.subset')
    return `one of ${shownValue('', input.ssaClaims[profile.ssa.names.redirectUris])}`;
  if (id === 'request.aud.us') return input.audiences.join(' or ');
  if (id === 'ssa.issuer.trusted') return input.issuers.join(' or ');
  if (id.includes('.time.')) return `judged at ${shownTime(input.now)}`;
  return null;
}

async function toFindings(
  violation: Violation<RegistrationInput>,
  context: RuleContext,
): Promise<readonly Found[]> {
  const { rule } = violation;
  const { profile, others, input } = context;
  const claim = claimRuleOf(rule.id, profile);
  const spots = await spotsOf(rule, context);
  return spots.map(({ document, pointer }): Found => {
    const claims = document === 'ssa' ? input.ssaClaims : input.claims;
    const jws = document === 'ssa' ? input.ssa : input.request;
    const value = valueAt(jws, claims, pointer);
    const advice =
      claim === null
        ? ruleAdvice(rule.id, profile)
        : claimAdvice(claim.name, claim.spec, claim.defect, {
            layer: claim.layer,
            value,
            profile,
            others,
          });
    const detail = extraExpected(rule.id, context);
    const expected = advice?.expected ?? rule.description;
    return {
      id: rule.id,
      severity: context.severity(rule.requirement),
      document,
      pointer,
      requirements: [rule.requirement],
      message: messageOf(violation, claim, context),
      expected: detail === null ? expected : `${expected}: ${detail}`,
      actual:
        document === 'transport'
          ? shownValue('', input.certificate?.subjectDn)
          : withLength(actualOf(jws, claims, pointer), value, claim?.defect),
      fix: advice?.fix ?? '',
      situation: rule.situation,
    };
  });
}

/** One finding for every place where one of `rules` is broken, in their order. */
export async function ruleFindings(
  rules: readonly RegistrationRule[],
  context: RuleContext,
): Promise<readonly Found[]> {
  const violations = await allViolations(rules, context.input);
  return (await Promise.all(violations.map((each) => toFindings(each, context)))).flat();
}
