import type { TrustMaterial } from '../keys/trust-material.ts';
import type { Json } from '../model/json.ts';
import type { PayloadEdit, RunOptions } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import type { TargetFacts } from '../model/target.ts';
import type { BaseDraft, Ground } from './context.ts';
import { type Discovered, discovered, signable } from './discovered.ts';
import { openChoices, openSteps } from './open-alternatives.ts';

/** One change of the profile's control that is just as legal. */
export interface Alternative {
  /** As a person reads it. */
  readonly change: string;
  readonly base: BaseDraft;
}

const DISCOVERED = 'what discovery offers: ';

/** Requests that calibration may send in all. */
const MOST_ATTEMPTS = 12;

function audiences(options: RunOptions, target: TargetFacts, bundledAudience: string | null) {
  if (options.audience !== null) return [options.audience];
  if (bundledAudience !== null) return [bundledAudience];
  const { registration } = target.endpoints;
  const candidates = [target.issuer, registration, new URL(registration).host];
  return [...new Set(candidates.filter((candidate) => candidate !== null))];
}

function words(value: Json | undefined): string[] {
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}

export interface AlternativeInput {
  readonly options: RunOptions;
  readonly profile: Profile;
  readonly trust: Pick<TrustMaterial, 'client'>;
  readonly target: TargetFacts;
  readonly bundledAudience: string | null;
  /** The only one that the user's key is for, whose SSA stays as it is; null where we have keys of every kind. */
  readonly algorithm: BaseDraft['algorithm'] | null;
}

/** What there is to choose from on `ground`; null for `bundledAudience` where the target has to say what it expects. */
export function choicesOn(
  { options, profile, trust, target, supply }: ChoiceGround,
  bundledAudience: string | null,
): AlternativeInput {
  const algorithm = supply?.algorithm ?? null;
  return { options, profile, trust, target, bundledAudience, algorithm };
}

type ChoiceGround = Pick<Ground, 'options' | 'profile' | 'trust' | 'target' | 'supply'>;

/** A step away from a draft: what changes, in words and in deed. */
interface Step {
  readonly change: string;
  readonly algorithm?: BaseDraft['algorithm'];
  readonly edits?: readonly PayloadEdit[];
}

/** Legal values that a draft may ask for in place of the profile's own, the best first. */
interface Choices {
  readonly algorithms: readonly BaseDraft['algorithm'][];
  readonly authMethods: readonly string[];
  readonly responseTypes: readonly string[];
  readonly scope: readonly string[];
}

function responseType(value: string): Step {
  return {
    change: `response_types ["${value}"]`,
    edits: [{ path: 'request.response_types', value: [value] }],
  };
}

function scope(names: readonly string[]): Step {
  const value = names.join(' ');
  return { change: `scope ${value}`, edits: [{ path: 'request.scope', value }] };
}

function tlsClientAuth(subject: string): Step {
  return {
    change: 'tls_client_auth',
    edits: [
      { path: 'request.token_endpoint_auth_method', value: 'tls_client_auth' },
      { path: 'request.token_endpoint_auth_signing_alg' },
      { path: 'request.tls_client_auth_subject_dn', value: subject },
    ],
  };
}

/** What to make of test software is up to the server, the directory says. */
function liveMode({ ssa }: Profile): Step | null {
  if (ssa.values.software_mode !== 'Test') return null;
  return { change: 'software_mode Live', edits: [{ path: 'ssa.software_mode', value: 'Live' }] };
}

/** What the profile's control has to change for a target that offers `found`, and what is left to choose from then. */
function asDiscovered(
  { profile, trust }: AlternativeInput,
  found: Discovered,
): { readonly steps: readonly Step[]; readonly left: Choices } {
  const { claims, values } = profile.request;
  const [algorithm = 'PS256', ...algorithms] = found.algorithms ?? signable(profile);
  const [method = 'private_key_jwt', ...authMethods] = found.authMethods ?? profile.authMethods;
  const [own = ''] = Array.isArray(values.response_types) ? values.response_types : [];
  const offered = found.responseTypes ?? claims.response_types?.values ?? [];
  const type = offered.includes(String(own)) ? String(own) : (offered[0] ?? String(own));
  const asked = words(values.scope);
  const granted = asked.filter((name) => found.scopes?.includes(name) ?? true);
  const narrower = granted.length > 0 && granted.length < asked.length;
  return {
    steps: [
      ...(algorithm === 'PS256' ? [] : [{ change: algorithm, algorithm }]),
      ...(method === 'tls_client_auth' ? [tlsClientAuth(trust.client.subjectDn)] : []),
      ...(type === own ? [] : [responseType(type)]),
      ...(narrower ? [scope(granted)] : []),
      ...openSteps(profile, found),
    ],
    left: {
      algorithms,
      authMethods,
      responseTypes: offered.filter((value) => value !== type),
      scope: granted.length > 0 ? granted : asked,
    },
  };
}

/** The values that are left, one at a time. */
function others({ trust, profile }: AlternativeInput, left: Choices): readonly Step[] {
  const openid = left.scope.filter((name) => name === 'openid');
  const further = left.scope.filter((name) => name !== 'openid');
  return [
    ...openChoices(profile),
    ...left.algorithms.map((algorithm) => ({ change: algorithm, algorithm })),
    ...left.responseTypes.map(responseType),
    ...(left.authMethods.includes('tls_client_auth')
      ? [tlsClientAuth(trust.client.subjectDn)]
      : []),
    ...(further.length > 1 ? further.map((name) => scope([...openid, name])) : []),
  ];
}

/**
 * The profile's own control; then, where discovery names other values than it asks for, the control with all of those;
 * then what else is legal, each a single change of that, the likeliest cause of a refusal first: media type, audience,
 * software_mode, algorithm, response_types, client authentication, scope. Last, since it gives most away, the required
 * claims alone. What the user has set stays as it is.
 */
export function alternatives(input: AlternativeInput): Alternative[] {
  const { options, profile, target } = input;
  const [audience = '', ...otherAudiences] = audiences(options, target, input.bundledAudience);
  const [mediaType = 'application/json', ...otherTypes] = profile.request.mediaTypes;
  const fixed = new Set(options.edits.map((edit) => edit.path));
  const theirs = ({ edits = [], algorithm }: Step): boolean =>
    algorithm !== undefined || edits.some(({ path }) => path.startsWith('ssa.'));
  const free = (step: Step): boolean =>
    !(input.algorithm !== null && theirs(step)) &&
    !(step.edits ?? []).some((edit) => fixed.has(edit.path));
  /** The control after `steps`; what the user has set comes last. */
  const after = (...steps: readonly Step[]): BaseDraft => ({
    mediaType,
    audience,
    algorithm:
      input.algorithm ??
      steps.findLast((step) => step.algorithm !== undefined)?.algorithm ??
      'PS256',
    variant: 'full',
    edits: [...steps.flatMap(({ edits = [] }) => edits), ...options.edits],
  });

  const { steps, left } = asDiscovered(input, discovered(target.discovery, profile));
  const needed = steps.filter(free);
  const start = after(...needed);
  const full = (change: string, base: BaseDraft): Alternative => ({ change, base });
  const list: Alternative[] = [
    full('nothing', after()),
    ...(needed.length === 0
      ? []
      : [full(`${DISCOVERED}${needed.map(({ change }) => change).join(', ')}`, start)]),
    ...otherTypes.map((type) => full(`content type ${type}`, { ...start, mediaType: type })),
    ...otherAudiences.map((other) => full(`aud ${other}`, { ...start, audience: other })),
    ...[liveMode(profile)]
      .filter((step) => step !== null)
      .filter(free)
      .map((step) => full(step.change, after(...needed, step))),
    ...others(input, left)
      .filter(free)
      .map((step) => full(step.change, after(...needed, step))),
  ];
  return [
    ...list.slice(0, MOST_ATTEMPTS - 1),
    { change: 'required claims only', base: { ...start, variant: 'minimal' } },
  ];
}

/** The same, beginning with what the target is likeliest to take: where the first one that is accepted is the only one. */
export function likeliestFirst(input: AlternativeInput): Alternative[] {
  const all = alternatives(input);
  const found = all.findIndex(({ change }) => change.startsWith(DISCOVERED));
  return found < 0 ? all : [...all.slice(found, found + 1), ...all.toSpliced(found, 1)];
}
