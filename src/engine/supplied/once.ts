import type { StimulusCase, Variant } from '../../model/case.ts';
import type { RegisteredClient, RegisterOptions } from '../../model/flow.ts';
import { freshPatience } from '../../wire/wire.ts';
import { CaseEnd } from '../case-end.ts';
import type { RunContext } from '../context.ts';
import { bearerHeader, managementUrl } from '../manage.ts';
import type { Outcome } from '../outcome.ts';
import { type Attempt, sendRegistration } from '../register.ts';

/**
 * A software that may be registered once and cannot be deleted: its defects were sent before its one registration, and
 * all that needs a client shares that one.
 */
export interface Once {
  /** Defects that were sent already, judged with the control that followed them. */
  readonly pending: ReadonlyMap<StimulusCase, Outcome>;
  /** The one registration; null where the target deletes after all. */
  readonly shared: Shared | null;
}

export interface Shared {
  readonly client: RegisteredClient;
  /** Its registration. */
  readonly attempt: Attempt;
  readonly variant: Variant;
  /** Why it is no longer what it was; null while it is. */
  spoilt: string | null;
  /** How often it was brought back: each request needs ids of its own. */
  restored: number;
}

/** The one client, for who asks for nothing but that; null where another registration is meant, or where there is no such client. */
export function sharedFor(
  { once }: Pick<RunContext, 'once'>,
  { base = [], mutation, identity, sameSoftwareAs, variant = 'full' }: RegisterOptions,
): Shared | null {
  const shared = once?.shared ?? null;
  if (shared === null || mutation !== undefined || identity !== undefined) return null;
  if (base.length > 0 || sameSoftwareAs !== undefined || variant !== shared.variant) return null;
  if (shared.spoilt !== null) throw new CaseEnd('inconclusive', shared.spoilt);
  return shared;
}

/** Brings the one client back to what it was registered as, after the case `caseId` has updated it. */
export async function restoreShared(context: RunContext, caseId: string): Promise<void> {
  const shared = context.once?.shared ?? null;
  if (shared === null || shared.spoilt !== null) return;
  const { client, variant } = shared;
  const send = async (): Promise<Attempt> => {
    shared.restored += 1;
    return sendRegistration(context, context.base, {
      caseId,
      label: `restore-${shared.restored}`,
      method: 'PUT',
      url: managementUrl(context, client),
      variant,
      softwareId: client.draft.softwareId,
      clientId: client.clientId,
      headers: bearerHeader(await context.clients.token(client)),
      patience: freshPatience(),
    });
  };
  let attempt = await send();
  if (attempt.exchange.response?.status === 401) {
    // The case may have had the token revoked.
    context.clients.renew(client);
    attempt = await send();
  }
  if (attempt.record === null) {
    shared.spoilt = `${caseId} updated the one client, and it could not be brought back to what it was`;
    return;
  }
  const token = attempt.record.registration_access_token;
  if (typeof token === 'string') context.clients.renew(client, token);
}
