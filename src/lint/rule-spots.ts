import type { Json } from '../model/json.ts';
import type { LintPart } from '../model/lint.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { ruleAdvice } from './rule-advice.ts';
import { claimRuleOf, type RegistrationRule, type RuleContext } from './rule-context.ts';
import { pointerOf } from './text/json-place.ts';

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

/** The places where `rule` is broken: of an array the elements that are at fault. */
export async function spotsOf(
  rule: RegistrationRule,
  context: RuleContext,
): Promise<readonly Spot[]> {
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
