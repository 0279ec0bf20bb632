import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Found, LintPart, Severity } from '../model/lint.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import type { Verdict } from '../model/verdict.ts';
import { type ClaimDefect, hasDefect } from '../rules/claim-defects.ts';
import { headerText, type Jws } from '../rules/jws.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { allViolations, type Rule, type Violation } from '../rules/rule.ts';
import { claimAdvice } from './claim-advice.ts';
import { ruleAdvice } from './rule-advice.ts';
import { shownTime, shownValue } from './shown-value.ts';
import { pointerOf, stepsOf } from './text/json-place.ts';

type RegistrationRule = Rule<RegistrationInput>;

const SEVERITY: Readonly<Record<Verdict, Severity>> = {
  error: 'error',
  fail: 'error',
  warn: 'warning',
  inconclusive: 'info',
  pass: 'info',
  'not-applicable': 'info',
};

/** How a verdict of the catalogue weighs here: what weighs nothing in a run is a remark. */
export function severityOf(verdict: Verdict): Severity {
  return SEVERITY[verdict];
}

export interface RuleContext {
  readonly profile: Profile;
  /** Profiles whose values a fix may name. */
  readonly others: readonly Profile[];
  readonly input: RegistrationInput;
  severity(requirement: string): Severity;
}

interface ClaimRule {
  readonly layer: 'request' | 'ssa';
  readonly name: string;
  readonly defect: ClaimDefect;
  readonly spec: ClaimSpec;
}

/** The claim that a rule of a claim table is about; null for other rules. */
function claimRuleOf(id: string, profile: Profile): ClaimRule | null {
  const [layer, family, ...rest] = id.split('.');
  if ((layer !== 'request' && layer !== 'ssa') || family !== 'claims') return null;
  const defect = rest.at(-1) as ClaimDefect;
  const name = rest.slice(0, -1).join('.');
  const spec = profile[layer].claims[name];
  return spec === undefined ? null : { layer, name, defect, spec };
}

/** The value that `pointer` leads to in claims or header. */
export function valueAt(jws: Jws | null, claims: JsonObject, pointer: string): Json | undefined {
  const inHeader = pointer.startsWith('#header');
  let value: Json | undefined = inHeader ? (jws?.header.value ?? {}) : claims;
  for (const step of stepsOf(inHeader ? pointer.slice('#header'.length) : pointer)) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return value;
}

function actualOf(jws: Jws | null, claims: JsonObject, pointer: string): string {
  if (pointer === '#signature') {
    return `alg ${headerText(jws ?? EMPTY, 'alg') ?? 'absent'}, kid ${headerText(jws ?? EMPTY, 'kid') ?? 'absent'}, ${jws?.signature.length ?? 0} bytes`;
  }
  if (pointer === '' || pointer === '#header')
    return jws === null ? 'absent' : formOf(jws, pointer);
  const name = stepsOf(pointer).at(-1) ?? '';
  const value = valueAt(jws, claims, pointer);
  const isTime = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
  return isTime ? shownTime(value) : shownValue(name, value);
}

const EMPTY: Jws = {
  compact: '',
  parts: 0,
  canonical: true,
  header: { value: {}, flaws: new Set() },
  payload: { value: {}, flaws: new Set() },
  signature: new Uint8Array(),
  signingInputs: [],
};

function formOf(jws: Jws, pointer: string): string {
  if (pointer === '#header')
    return `header parameters ${Object.keys(jws.header.value).slice(0, 12).join(', ') || 'none'}`;
  return jws.compact === ''
    ? 'the claims as given'
    : `${jws.parts} part${jws.parts === 1 ? '' : 's'}, ${jws.compact.length} characters`;
}

/** Most elements of one array that are tried by themselves. */
const MOST_ELEMENTS = 50;

function withClaim(
  input: RegistrationInput,
  layer: 'request' | 'ssa',
  name: string,
  value: Json,
): RegistrationInput {
  if (layer === 'ssa') return { ...input, ssaClaims: { ...input.ssaClaims, [name]: value } };
  return {
    ...input,
    claims: { ...input.claims, [name]: value },
    metadata: { ...input.metadata, [name]: value },
  };
}

/** Indexes of the elements that break `rule` by themselves; null where the fault is not one of single elements. */
async function badElements(
  rule: RegistrationRule,
  input: RegistrationInput,
  layer: 'request' | 'ssa',
  name: string,
): Promise<readonly number[] | null> {
  const claims = layer === 'ssa' ? input.ssaClaims : input.claims;
  const value = claims[name];
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ELEMENTS) return null;
  const elements = value as readonly Json[];
  const broken = await Promise.all(
    elements.map((element) => rule.test(withClaim(input, layer, name, [element]))),
  );
  const indexes = broken.flatMap((message, index) => (message === null ? [] : [index]));
  return indexes.length === 0 ? null : indexes;
}

interface Spot {
  readonly document: LintPart;
  readonly pointer: string;
}

/** Where a redirect URI comes from: the request, or the statement where the request has none. */
function redirectSpot({ profile, input }: RuleContext): { layer: 'request' | 'ssa'; name: string } {
  return input.claims.redirect_uris === undefined
    ? { layer: 'ssa', name: profile.ssa.names.redirectUris }
    : { layer: 'request', name: 'redirect_uris' };
}

async function spotsOf(rule: RegistrationRule, context: RuleContext): Promise<readonly Spot[]> {
  const { profile, input } = context;
  const claim = claimRuleOf(rule.id, profile);
  const redirect = rule.id.startsWith('redirect.') ? redirectSpot(context) : null;
  const about = claim ?? redirect;
  if (about !== null) {
    const base = pointerOf(about.name);
    const bad = await badElements(rule, input, about.layer, about.name);
    const pointers = bad?.map((index) => `${base}${pointerOf(index)}`) ?? [base];
    return pointers.map((pointer) => ({ document: about.layer, pointer }));
  }
  if (rule.id.startsWith('transport.')) return [{ document: 'transport', pointer: '' }];
  const document = rule.id.startsWith('ssa.') ? 'ssa' : 'request';
  return [{ document, pointer: pointerFor(rule.id, context) }];
}

/** Members whose place depends on what was sent. */
function pointerFor(id: string, { profile, input }: RuleContext): string {
  const jws = id.startsWith('ssa.') ? input.ssa : input.request;
  const claimed = (...names: readonly string[]) =>
    names.find((name) => Object.hasOwn(input.metadata, name));
  const inHeader = (...names: readonly string[]) =>
    names.find((name) => Object.hasOwn(jws?.header.value ?? {}, name));
  const member = (name: string | undefined, prefix = '') =>
    name === undefined ? prefix : `${prefix}${pointerOf(name)}`;
  if (id === 'ssa.jwks-uri.https') return pointerOf(profile.ssa.names.jwksUri);
  if (id === 'update.software-id') return '';
  if (id.endsWith('.no-embedded-key')) return member(inHeader('jwk', 'x5c'), '#header');
  if (id.endsWith('.no-key-url')) return member(inHeader('jku', 'x5u'), '#header');
  if (id.startsWith('request.encryption.')) {
    const wanted = id.endsWith('rsa1-5') ? '_alg' : '_enc';
    return member(
      Object.keys(input.metadata).find((name) => /_encrypt/.test(name) && name.endsWith(wanted)),
    );
  }
  if (id === 'request.tls-subject.single')
    return member(
      claimed('tls_client_auth_subject_dn', 'tls_client_auth_san_dns', 'tls_client_auth_san_uri'),
    );
  return ruleAdvice(id, profile)?.at ?? '';
}

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

const REMARKS: Readonly<Partial<Record<ClaimDefect, string>>> = {
  type: 'has another type than the table of claims gives it',
  length: 'has another length than the table of claims gives it',
  value: 'has another form than the table of claims gives it',
};

const ASK_FOR_AUDIENCE =
  'Set aud to what the bank documents: its id at the directory, or, as many want, its issuer URL.';

/** What the claim tables say and no clause makes a duty: remarks. */
export function tableRemarks(
  layer: 'request' | 'ssa',
  { profile, others, input }: RuleContext,
): readonly Found[] {
  const claims = layer === 'ssa' ? input.ssaClaims : input.claims;
  return Object.entries(profile[layer].claims).flatMap(([name, spec]): Found[] =>
    (Object.keys(REMARKS) as ClaimDefect[]).flatMap((defect): Found[] => {
      if (spec.clauses[defect as 'type' | 'length' | 'value'] !== undefined) return [];
      if (spec.format === 'scope' || spec.format === 'epoch-seconds') return [];
      if (!Object.hasOwn(claims, name) || !hasDefect(defect, name, spec, claims)) return [];
      const value = claims[name];
      // A length that the pattern says as well is one matter with it.
      const shape = defect === 'length' && spec.pattern !== undefined ? 'value' : defect;
      const advice = claimAdvice(name, spec, defect, { layer, value, profile, others });
      return [
        {
          id: `${layer}.claims.${name}.${defect}`,
          severity: 'info',
          document: layer,
          pointer: pointerOf(name),
          requirements: [],
          message: `${name} ${REMARKS[shape]}; no clause has a bank refuse it.`,
          expected: advice.expected,
          actual: shownValue(name, value),
          fix: name === 'aud' ? ASK_FOR_AUDIENCE : advice.fix,
          situation: null,
        },
      ];
    }),
  );
}
