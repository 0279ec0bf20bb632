import { claimAdvice } from '../../lint/claim-advice.ts';
import { ruleAdvice } from '../../lint/rule-advice.ts';
import { claimRuleOf } from '../../lint/rule-context.ts';
import type { Profile, Situation } from '../../model/profile.ts';
import { PROFILES } from '../../profiles/index.ts';
import { clause, duty } from '../../report/clause.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import { registrationRules } from '../../rules/registration-rules.ts';
import type { Rule } from '../../rules/rule.ts';
import { explained } from './explain-text.ts';

type RegistrationRule = Rule<RegistrationInput>;

/** Every rule of a registration in `profile`, as the reference server and lint judge by. */
export function rulesOf(profile: Profile): readonly RegistrationRule[] {
  return registrationRules(profile);
}

function answerText(situation: Situation, profile: Profile): string {
  const { statuses, codes } = profile.errors[situation];
  const code = codes.length === 0 ? '' : ` with ${codes.join(' or ')}`;
  return `${statuses.join(' or ')}${code}`;
}

function adviceOf(id: string, profile: Profile) {
  const claim = claimRuleOf(id, profile);
  if (claim === null) return ruleAdvice(id, profile);
  const { layer, name, spec, defect } = claim;
  const others = Object.values(PROFILES);
  return claimAdvice(name, spec, defect, { layer, value: undefined, profile, others });
}

function rowText(id: string): string {
  return `${id}  ${clause(id)}\n  ${duty(id)}`;
}

/** One rule in full: what it asks for, by which clause, what is right, how a client and how a server is repaired. */
export function explainRule(rule: RegistrationRule, profile: Profile): string {
  const advice = adviceOf(rule.id, profile);
  return explained(rule.id, [
    [
      'broken when',
      rule.description.replace(/^(it|the [a-z ]+) is not (so|one) that /, (start) =>
        start.startsWith('it') ? '' : start.replace(' is not one that ', ' '),
      ),
    ],
    ['right is', advice?.expected],
    ['client', advice?.fix],
    ['server', `refuse the rest: ${answerText(rule.situation, profile)}`],
    ['requires', rowText(rule.requirement)],
    ['found by', `dcr-conformance lint; a server without it: serve --fault accepts:${rule.id}`],
  ]);
}

/** Rows of the catalogue that describe an error code. */
const CODE_ROWS: Readonly<Record<string, string>> = {
  invalid_redirect_uri: 'RFC7591-3.2.2-7',
  invalid_client_metadata: 'RFC7591-3.2.2-8',
  invalid_software_statement: 'RFC7591-3.2.2-9',
  unapproved_software_statement: 'RFC7591-3.2.2-10',
};

/** Codes that are no registration error, and what they are about. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  invalid_client:
    'who asks: the client could not be authenticated at the token endpoint (RFC 6749 5.2)',
  invalid_token:
    'the access token of a management request: missing, ended, or of another client (RFC 6750 3.1)',
  insufficient_scope: 'the access token of a management request: it lacks a scope (RFC 6750 3.1)',
  invalid_request:
    'a request that could not be read (RFC 6749 5.2); some servers use it where RFC 7591 has a code of its own',
};

const SITUATION_TEXT: Readonly<Partial<Record<Situation, string>>> = {
  'request-malformed': 'a request that is no good JWT',
  'request-signature': 'a request signed by the wrong key',
  'request-claims': 'iss, aud, exp, iat or jti of the request',
  'ssa-missing': 'a request without software statement',
  'ssa-malformed': 'a statement that is no good JWT',
  'ssa-signature': 'a statement signed by the wrong key',
  'ssa-untrusted': 'a statement of an issuer or organisation that is not accepted',
  'ssa-claims': 'claims of the statement, such as its times',
  'redirect-uri': 'redirect URIs: form, or not those of the statement',
  'client-metadata': 'metadata that are wrong, unknown or do not fit together',
  'client-assertion': 'a client assertion at the token endpoint',
};

/** Error codes that there is something to say of in `profile`. */
export function errorCodes(profile: Profile): readonly string[] {
  return [...new Set([...profile.errorCodes, ...Object.keys(OTHER_CODES)])];
}

function situationsOf(code: string, profile: Profile, isBest: boolean): string {
  return Object.entries(SITUATION_TEXT)
    .filter(([situation]) => {
      const at = profile.errors[situation as Situation].codes.indexOf(code);
      return isBest ? at === 0 : at > 0;
    })
    .map(([, text]) => text)
    .join('\n');
}

/** One error code: what it is for, what a bank most likely means by it, and what else it may mean. */
export function explainErrorCode(code: string, profile: Profile): string {
  const row = CODE_ROWS[code];
  return explained(code, [
    ['about', OTHER_CODES[code]],
    ['means', situationsOf(code, profile, true)],
    ['may mean', situationsOf(code, profile, false)],
    ['defined in', row === undefined ? undefined : rowText(row)],
    ['find out', 'dcr-conformance lint request.jwt answer.json: what explains it comes first'],
  ]);
}

/** An error code as data. */
export function errorCodeData(code: string, profile: Profile) {
  const situations = Object.entries(profile.errors)
    .filter(([, { codes }]) => codes.includes(code))
    .map(([situation]) => situation);
  return { id: code, requirement: CODE_ROWS[code] ?? null, situations };
}
