import { NotOurs } from '../../keys/not-ours.ts';
import type { Case, StimulusCase } from '../../model/case.ts';
import type { JsonObject } from '../../model/json.ts';
import { ROGUE_KEY_SET } from '../../mutations/index.ts';
import { makeDraft, signDraft } from '../../payload/index.ts';
import { type BaseDraft, type Ground, seconds } from '../context.ts';
import type { Supply } from './supply.ts';

const HOSTED = 'it needs a key set that we host, and your SSA names another one';

/**
 * Refuses to ask for a client that could not be used, nor deleted, with the user's key: throws {@link NotOurs} where its
 * assertions would have to be signed with an algorithm of another kind of key.
 */
export function requireOwnKey(request: JsonObject, { algorithm }: Pick<Supply, 'algorithm'>): void {
  const asked = request.token_endpoint_auth_signing_alg;
  if (asked === algorithm || (asked !== 'PS256' && asked !== 'ES256')) return;
  throw new NotOurs(
    `its client would need a key for ${asked}, and --signing-key is for ${algorithm}`,
  );
}

/** Makes the tokens of `entry` without sending them: why that cannot be done with what the user brought, or null. */
async function why(
  ground: Ground,
  supply: Supply,
  base: BaseDraft,
  entry: StimulusCase,
): Promise<string | null> {
  const { options, profile, clock, hosting } = ground;
  const { compact, trust } = supply.sample();
  const draft = makeDraft({
    profile,
    trust,
    seed: options.seed,
    runId: options.runId,
    caseId: entry.id,
    label: 'trial',
    variant: entry.variant,
    now: seconds(clock),
    audience: base.audience,
    jwksBaseUrl: hosting.baseUrl,
    algorithm: base.algorithm,
    edits: base.edits,
    statement: compact,
  });
  const mutations = [...(entry.base ?? []), ...(entry.mutation ? [entry.mutation] : [])];
  try {
    const { draft: made } = await signDraft(draft, mutations, trust);
    requireOwnKey(made.request.claims, supply);
    const headers = JSON.stringify([made.request.header, made.ssa.header]);
    return made.jwks === undefined && !headers.includes(ROGUE_KEY_SET) ? null : HOSTED;
  } catch (error) {
    if (error instanceof NotOurs) return error.message;
    throw error;
  }
}

/**
 * The stimuli of `cases` that a real directory or its owner would have to help with, with the reason; null where we are
 * the directory.
 */
export async function infeasible(
  ground: Ground,
  base: BaseDraft,
  cases: readonly Case[],
): Promise<ReadonlyMap<Case, string> | null> {
  const { supply } = ground;
  if (supply === null) return null;
  const found = new Map<Case, string>();
  for (const entry of cases) {
    const reason = entry.form === 'stimulus' ? await why(ground, supply, base, entry) : null;
    if (reason !== null) found.set(entry, reason);
  }
  return found;
}
