import type { TrustMaterial } from '../keys/trust-material.ts';
import type { Json } from '../model/json.ts';
import type { PayloadEdit, RunOptions } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import type { TargetFacts } from '../model/target.ts';
import type { BaseDraft } from './context.ts';

/** One change of the profile's control that is just as legal. */
export interface Alternative {
  /** As a person reads it. */
  readonly change: string;
  readonly base: BaseDraft;
}

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
}

/**
 * The profile's own control, and what else is legal, each a single change of it, the likeliest cause of a refusal first:
 * media type, audience, software_mode, algorithm, response_types, client authentication, scope. Last, since it gives most
 * away, the required claims alone. What the user has set stays as it is.
 */
export function alternatives(input: AlternativeInput): Alternative[] {
  const { options, profile, trust, target } = input;
  const [audience = '', ...otherAudiences] = audiences(options, target, input.bundledAudience);
  const [mediaType = 'application/json', ...otherTypes] = profile.request.mediaTypes;
  const fixed = new Set(options.edits.map((edit) => edit.path));
  const base: BaseDraft = {
    mediaType,
    audience,
    algorithm: 'PS256',
    variant: 'full',
    edits: options.edits,
  };
  const list: Alternative[] = [{ change: 'nothing', base }];
  const add = (change: string, changes: Partial<BaseDraft>) =>
    list.push({ change, base: { ...base, ...changes } });
  const set = (change: string, edits: readonly PayloadEdit[]) => {
    if (!edits.some((edit) => fixed.has(edit.path))) {
      add(change, { edits: [...edits, ...options.edits] });
    }
  };

  for (const type of otherTypes) add(`content type ${type}`, { mediaType: type });
  for (const other of otherAudiences) add(`aud ${other}`, { audience: other });
  // What to make of test software is up to the server, the directory says.
  if (profile.ssa.values.software_mode === 'Test') {
    set('software_mode Live', [{ path: 'ssa.software_mode', value: 'Live' }]);
  }
  if (profile.request.algorithms.includes('ES256')) add('ES256', { algorithm: 'ES256' });
  set('response_types ["code"]', [{ path: 'request.response_types', value: ['code'] }]);
  if (profile.authMethods.includes('tls_client_auth')) {
    set('tls_client_auth', [
      { path: 'request.token_endpoint_auth_method', value: 'tls_client_auth' },
      { path: 'request.token_endpoint_auth_signing_alg' },
      { path: 'request.tls_client_auth_subject_dn', value: trust.client.subjectDn },
    ]);
  }
  const scopes = words(profile.request.values.scope);
  for (const scope of scopes.filter((name) => name !== 'openid')) {
    const narrow = scopes.includes('openid') ? `openid ${scope}` : scope;
    if (narrow !== scopes.join(' ')) {
      set(`scope ${narrow}`, [{ path: 'request.scope', value: narrow }]);
    }
  }
  return [
    ...list.slice(0, MOST_ATTEMPTS - 1),
    { change: 'required claims only', base: { ...base, variant: 'minimal' } },
  ];
}
