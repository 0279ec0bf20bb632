import type { Case, StimulusCase, Variant } from '../../model/case.ts';
import type { PlannedCase } from '../../model/session.ts';
import { deterministicUuid } from '../../payload/index.ts';
import { calibrationId } from '../calibrate.ts';
import type { BaseDraft, Ground, RunContext } from '../context.ts';
import { type Control, inconclusive, recordControl, requireFounded } from '../control.ts';
import { sendManagement } from '../manage.ts';
import type { Outcome } from '../outcome.ts';
import { sendDefect } from '../post-batch.ts';

/** RFC 9110 15.5.6, 15.6.2; and what a server without such a route answers. */
const NOT_OFFERED = [404, 405, 501];

/**
 * Why the target is taken not to delete clients, before one is there; null where it may. `--operations` is believed, else
 * the deletion of a client that does not exist shows it: a server that deletes asks for a token first.
 */
export async function deletesNothing(ground: Ground): Promise<string | null> {
  const { supply, options, target } = ground;
  if (supply === null) return null;
  if (options.operations !== null) {
    return options.operations.includes('delete') ? null : '--operations leaves out delete';
  }
  const caseId = calibrationId(ground);
  const nobody = deterministicUuid(options.seed, options.runId, caseId, 'nobody');
  const url = new URL(target.endpoints.registration);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${nobody}`;
  const { response } = await sendManagement(ground, {
    caseId,
    label: 'delete-nobody',
    method: 'DELETE',
    url: url.href,
    bearer: null,
  });
  const { status = 0 } = response ?? {};
  return NOT_OFFERED.includes(status)
    ? `DELETE of a client that does not exist gave ${status}`
    : null;
}

/** True where a right server refuses, so that nothing is left of the registration: no probe, no value it may replace. */
function mustBeRefused({ expect }: StimulusCase): boolean {
  return (
    expect.outcome === 'refused' &&
    expect.replaceable === undefined &&
    expect.whenAccepted === undefined
  );
}

/** The defects of `plan` that every right server refuses, and whose control is a plain registration of `variant`. */
export function negativesOf(plan: readonly PlannedCase[], variant: Variant): StimulusCase[] {
  const isDefect = (entry: Case): entry is StimulusCase =>
    entry.form === 'stimulus' &&
    entry.operation === 'post' &&
    mustBeRefused(entry) &&
    entry.variant === variant &&
    (entry.base ?? []).length === 0;
  return plan.flatMap(({ case: entry, notApplicable }) =>
    notApplicable === null && isDefect(entry) ? [entry] : [],
  );
}

/** Sends the defects one after the other. What they show is open until a valid registration is accepted. */
export async function sendNegatives(
  context: RunContext,
  cases: readonly StimulusCase[],
): Promise<Map<StimulusCase, Outcome>> {
  const sent = new Map<StimulusCase, Outcome>();
  for (const entry of cases) sent.set(entry, await sendDefect(context, entry));
  return sent;
}

/** The defects after their control was accepted: believed where it differs from them by the defect alone. */
export function settleNegatives(
  context: RunContext,
  sent: ReadonlyMap<StimulusCase, Outcome>,
  { control, sentWith }: { readonly control: Control; readonly sentWith: BaseDraft },
): Map<StimulusCase, Outcome> {
  const record = recordControl(context, calibrationId(context), control);
  const alike = JSON.stringify(sentWith) === JSON.stringify(context.base);
  const settled = new Map<StimulusCase, Outcome>();
  for (const [entry, outcome] of sent) {
    const defect = { ...outcome, control: record };
    if (!alike) {
      const reason =
        'a valid request was accepted only with other choices than this was sent with; give those as options';
      settled.set(entry, inconclusive(defect, reason));
    } else {
      settled.set(
        entry,
        entry.expect.outcome === 'refused' ? requireFounded(defect, control) : defect,
      );
    }
  }
  return settled;
}
