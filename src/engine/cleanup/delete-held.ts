import type { Ground } from '../context.ts';
import { deleteClient, type Kept, notAsked } from '../delete-client.ts';
import type { HeldClient } from '../ledger/state.ts';
import { sendManagement } from '../manage.ts';
import { pool } from '../pool.ts';
import type { Possession } from './claim.ts';
import { createTokenSource, type TokenOutcome } from './token-source.ts';

/** What became of a client. */
export interface Removal {
  readonly client: HeldClient;
  /** `gone`: the run or somebody else had deleted it, as far as can be told. */
  readonly outcome: 'deleted' | 'gone' | 'left';
  /** Why it is left. */
  readonly why: string | null;
}

/** After so many requests in a row without an answer the target is taken for gone. */
const UNANSWERED_LIMIT = 3;

/** Why there was no token, for a person. */
function refusal(outcome: TokenOutcome | null): string {
  if (outcome === null || outcome.token !== null) return '';
  return outcome.status === null ? '' : `: the token endpoint answered ${outcome.status}`;
}

/** Deletes clients of a run that is over, with the keys of the set it used or with their registration access tokens. */
export async function deleteHeld(
  ground: Ground,
  possession: Possession,
  width: number,
): Promise<readonly Removal[]> {
  const { id, view } = possession;
  const { clients } = view.state;
  const caseId = `cleanup ${id}`;
  const tokens = createTokenSource(ground, caseId);
  const byRegistrationToken = ground.profile.management.credential === 'registration-access-token';
  const removals = new Map<string, Removal>();
  /** Clients that the target does not seem to know, and why they would be left. */
  const doubts = new Map<HeldClient, string>();
  /** Some client of this run could prove itself: our credentials are good, and the target is there. */
  let proved = false;
  let unanswered = 0;

  const attempt = async (client: HeldClient): Promise<Kept | null> => {
    const { clientId, leaving } = client;
    if (unanswered >= UNANSWERED_LIMIT) return notAsked('the target does not answer');
    const own = client.record.registration_access_token;
    let asked: TokenOutcome | null = null;
    const kept = await deleteClient({
      async token() {
        if (byRegistrationToken) return typeof own === 'string' ? own : null;
        asked = await tokens.ask(client);
        // Where much hangs on a refusal, one that passes must not be taken for one that stays.
        if (asked.token === null && asked.unknown && leaving) asked = await tokens.ask(client);
        proved ||= asked.token !== null;
        if (asked.token === null) unanswered = asked.status === null ? unanswered + 1 : 0;
        return asked.token;
      },
      renew: byRegistrationToken ? null : () => {},
      async send(bearer, number) {
        possession.note({ event: 'deleting', clientId });
        const exchange = await sendManagement(ground, {
          caseId,
          label: `${clientId}-delete-${number}`,
          method: 'DELETE',
          url: client.managementUrl,
          bearer,
        });
        unanswered = exchange.response === null ? unanswered + 1 : 0;
        return exchange;
      },
    });
    if (kept === null) {
      proved = true;
      return null;
    }
    const why = `${kept.why}${refusal(asked)}`;
    const unknown = byRegistrationToken ? kept.status === 401 : isUnknown(asked);
    if (unknown && leaving) doubts.set(client, why);
    return { ...kept, why };
  };
  const settle = (client: HeldClient, outcome: Removal['outcome'], why: string | null): void => {
    removals.set(client.clientId, { client, outcome, why });
  };

  const remove = async (client: HeldClient): Promise<void> => {
    const { clientId } = client;
    const kept = await attempt(client).catch((error: Error) => notAsked(error.message));
    if (doubts.has(client)) return;
    settle(client, kept === null ? 'deleted' : 'left', kept?.why ?? null);
    if (kept === null) possession.note({ event: 'deleted', clientId });
    else possession.note({ event: 'kept', clientId, ...kept });
  };
  const tasks = clients.map((client) => () => remove(client));
  await pool(width, tasks);
  // That the target does not know a client whose DELETE was on its way can be believed when it knows another one.
  for (const [client, why] of doubts) {
    settle(client, proved ? 'gone' : 'left', proved ? null : why);
    if (proved) possession.note({ event: 'deleted', clientId: client.clientId });
  }
  return clients.flatMap(({ clientId }) => removals.get(clientId) ?? []);
}

function isUnknown(outcome: TokenOutcome | null): boolean {
  return outcome !== null && outcome.token === null && outcome.unknown;
}
