import type { Profile } from '../model/profile.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { registrationRules } from '../rules/registration-rules.ts';
import { type Rule, rulesIn } from '../rules/rule.ts';
import { type AssertionInput, assertionRules } from './assertion-rules.ts';
import { type AuthorizationInput, authorizationRules } from './authorization-rules.ts';
import { acceptedMediaTypes, type CallInput, mediaTypeRule, transportRules } from './call-rules.ts';
import type { ActiveFaults } from './faults/compile.ts';
import { type ManagementInput, managementRules } from './management-rules.ts';
import { type TlsAuthInput, tlsAuthRules } from './tls-auth-rules.ts';

/** Every rule of the server, by what it looks at; each list is in the order of checking. */
export interface ServerRules {
  readonly transport: readonly Rule<CallInput>[];
  readonly mediaType: readonly Rule<CallInput>[];
  readonly registration: readonly Rule<RegistrationInput>[];
  readonly management: readonly Rule<ManagementInput>[];
  readonly assertion: readonly Rule<AssertionInput>[];
  readonly tlsAuth: readonly Rule<TlsAuthInput>[];
  readonly authorization: readonly Rule<AuthorizationInput>[];
}

type RuleChanges = Partial<Pick<ActiveFaults, 'mediaTypes' | 'excuses'>>;

/** The rules for `profile`, with what the faults of a server change about them. */
export function serverRules(profile: Profile, changes: RuleChanges = {}): ServerRules {
  const { mediaTypes = null, excuses = null } = changes;
  const registration = registrationRules(profile);
  return {
    transport: rulesIn(profile, transportRules),
    mediaType: rulesIn(profile, [mediaTypeRule(mediaTypes ?? acceptedMediaTypes(profile))]),
    registration:
      excuses === null ? registration : registration.map((rule) => excusable(rule, excuses)),
    management: rulesIn(profile, managementRules(profile)),
    assertion: assertionRulesFor(profile),
    tlsAuth: rulesIn(profile, tlsAuthRules),
    authorization: rulesIn(profile, authorizationRules),
  };
}

/** Where clients choose their way of authentication, an assertion is looked at whole, whatever rows the profile has. */
function assertionRulesFor(profile: Profile): readonly Rule<AssertionInput>[] {
  const rules = assertionRules(profile);
  return profile.request.format === 'json' ? rules : rulesIn(profile, rules);
}

function excusable(
  rule: Rule<RegistrationInput>,
  excuses: NonNullable<ActiveFaults['excuses']>,
): Rule<RegistrationInput> {
  return {
    ...rule,
    test: async (input) => {
      const message = await rule.test(input);
      return message === null || excuses(rule.id, input) ? null : message;
    },
  };
}

/** A rule as catalogues and logs name it. */
export type NamedRule = Pick<Rule<never>, 'id' | 'requirement' | 'description' | 'situation'>;

/** Every rule that the server checks in `profile`, in the order of checking. */
export function allRules(profile: Profile): readonly NamedRule[] {
  const rules = serverRules(profile);
  return [
    ...rules.transport,
    ...rules.mediaType,
    ...rules.management,
    ...rules.registration,
    ...rules.tlsAuth,
    ...rules.assertion,
    ...rules.authorization,
  ];
}

/** Their ids. */
export function ruleIds(profile: Profile): readonly string[] {
  return allRules(profile).map(({ id }) => id);
}
