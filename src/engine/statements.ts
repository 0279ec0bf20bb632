import { withStatement } from '../mutations/index.ts';
import { freshPatience } from '../wire/wire.ts';
import { calibrationId, outcomeOf } from './calibrate.ts';
import type { ClientBook } from './clients.ts';
import type { BaseDraft, Ground } from './context.ts';
import { clientOf, sendRegistration } from './register.ts';

/**
 * Why nothing can be learnt about software statements where registrations go without (RFC 7591 2.3): a server may ignore
 * them, and need not trust ours. Null where it takes them, or the profile has one in every request anyway.
 */
export async function statementsTaken(
  ground: Ground,
  { base }: { readonly base: BaseDraft },
  clients: ClientBook,
): Promise<string | null> {
  const { profile, target } = ground;
  const always = profile.ssa.required || profile.request.values.software_statement !== undefined;
  if (always || ground.supply !== null) return null;
  const origin = { caseId: calibrationId(ground), label: 'statement' };
  const attempt = await sendRegistration(ground, base, {
    ...origin,
    method: 'POST',
    url: target.endpoints.registration,
    variant: base.variant,
    base: [withStatement],
    patience: freshPatience(),
  });
  const client = clientOf(attempt);
  if (client === null) {
    return `the target takes no software statement of ours (${outcomeOf(attempt.exchange)})`;
  }
  clients.add(client, origin);
  clients.release(client);
  if (client.response.software_statement === attempt.sent.softwareStatement) return null;
  return 'the target ignores software statements, as RFC 7591 2.3 lets it';
}
