import type { Profile } from '../model/profile.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rule } from './rule.ts';

type RequestRule = Rule<RegistrationInput>;

/** aud names this server, alone or in a list (RFC 7519 4.1.3). */
const audienceRule = makeRule(
  'request.aud.us',
  'RFC7519-4.1.3-1',
  'request-claims',
  'aud of the registration request does not name this server',
  ({ claims: { aud }, audiences }) => {
    const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
    // A missing, empty or mistyped aud is for the rules about the claim.
    if (!named.some((name) => typeof name === 'string' && name !== '')) return false;
    return !named.some((name) => audiences.some((ours) => ours === name));
  },
);

function ssaSoftwareId({ ssaClaims }: RegistrationInput, profile: Profile): string | null {
  const id = ssaClaims[profile.ssa.names.softwareId];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Rules that compare the claims of the request with the statement, the record and the past. */
export function requestRules(profile: Profile): readonly RequestRule[] {
  const differs = (input: RegistrationInput, claim: string): boolean => {
    const value = input.claims[claim];
    const expected = ssaSoftwareId(input, profile);
    return typeof value === 'string' && value !== '' && expected !== null && value !== expected;
  };
  return [
    makeRule(
      'request.jti.fresh',
      'RFC7519-4.1.7-1',
      'request-claims',
      'jti of the registration request was used before',
      ({ claims, jtiUsed }) => typeof claims.jti === 'string' && jtiUsed(claims.jti),
    ),
    audienceRule,
    makeRule(
      'request.iss.software-id',
      'OBUK-iss-1',
      'request-claims',
      'iss of the registration request is not the software of its statement',
      (input) => differs(input, 'iss'),
    ),
    makeRule(
      'request.software-id.same',
      'OBUK-software_id-1',
      'request-claims',
      'software_id differs between the registration request and its statement',
      (input) => differs(input, 'software_id'),
    ),
    ...updateRules(profile),
  ];
}

/** One registration at a time for each software. */
export function onceRule(profile: Profile): RequestRule {
  return makeRule(
    'ssa.software.unregistered',
    'CDRAU-registration-validation-3',
    'ssa-claims',
    'the software is registered already',
    (input) => {
      const software = ssaSoftwareId(input, profile);
      return input.registered === null && software !== null && input.softwareRegistered(software);
    },
  );
}

/** What an update must not change (RFC 7592 2.2). */
export function updateRules(profile: Profile): readonly RequestRule[] {
  return [
    makeRule(
      'update.software-id',
      'RFC7592-2.1-2',
      'request-claims',
      'the statement is for another software than the one registered',
      (input) => {
        const known = input.registered?.softwareId ?? null;
        const stated = ssaSoftwareId(input, profile);
        return known !== null && stated !== null && known !== stated;
      },
    ),
    makeRule(
      'update.client-id',
      ['RFC7592-2.1-2', 'RFC7592-2.2-5'],
      'client-metadata',
      'client_id cannot be changed',
      ({ claims, registered }) =>
        registered !== null &&
        claims.client_id !== undefined &&
        claims.client_id !== registered.clientId,
    ),
  ];
}
