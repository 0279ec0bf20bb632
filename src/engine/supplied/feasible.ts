import { NotOurs } from '../../keys/not-ours.ts';
import type { Case, StimulusCase, Variant } from '../../model/case.ts';
import type { Draft } from '../../model/draft.ts';
import type { Calibration } from '../../model/report.ts';
import { makeDraft, signDraft } from '../../payload/index.ts';
import { record } from '../calibrate.ts';
import { CaseEnd } from '../case-end.ts';
import { type BaseDraft, type Ground, seconds } from '../context.ts';
import { requireOwnHosting } from '../own-hosting.ts';
import { requireOwnKey } from './own-key.ts';
import type { Statement } from './statement.ts';
import type { Supply } from './supply.ts';

/** A registration around one of the user's SSAs, which is not sent. */
function trialDraft(
  ground: Ground,
  { compact, trust }: Statement,
  base: BaseDraft,
  entry: Pick<StimulusCase, 'id' | 'variant'>,
): Draft {
  const { options, profile, clock, hosting } = ground;
  return makeDraft({
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
}

/** What a valid registration asks for, as calibration would record it. */
export function trialClaims(ground: Ground, base: BaseDraft, variant: Variant): Calibration {
  const { supply } = ground;
  if (supply === null) throw new Error('there is no SSA to try');
  const { request, ssa } = trialDraft(ground, supply.sample(), base, { id: 'trial', variant });
  const sent = { request: request.claims, ssa: ssa.claims, softwareStatement: '' };
  return record({ base }, { sent }, [], false);
}

/** Makes the tokens of `entry` without sending them: why that cannot be done with what the user brought, or null. */
async function why(
  ground: Ground,
  supply: Supply,
  base: BaseDraft,
  entry: StimulusCase,
): Promise<string | null> {
  const sample = supply.sample();
  const { trust } = sample;
  const draft = trialDraft(ground, sample, base, entry);
  const mutations = [...(entry.base ?? []), ...(entry.mutation ? [entry.mutation] : [])];
  try {
    const { draft: made } = await signDraft(draft, mutations, trust);
    requireOwnKey(made.request.claims, supply);
    requireOwnHosting(ground, made.jwks, made.request, made.ssa.header);
    return null;
  } catch (error) {
    if (error instanceof NotOurs || error instanceof CaseEnd) return error.message;
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
