import type { Ground } from '../context.ts';
import { deleteClient } from '../delete-client.ts';
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
  /** Some client of this run could prove itself: our credentials are good, and the target is there. */
  let proved = false;
  let unanswered = 0;

  const remove = async (client: HeldClient): Promise<Removal> => {
    const { clientId, leaving } = client;
    if (unanswered >= UNANSWERED_LIMIT) {
      return { client, outcome: 'left', why: 'the target does not answer' };
    }
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
      async send(bearer, attempt) {
        possession.leaving(clientId);
        const exchange = await sendManagement(ground, {
          caseId,
          label: `${clientId}-delete-${attempt}`,
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
      return { client, outcome: 'deleted', why: null };
    }
    const last: TokenOutcome | null = asked;
    const unknown = byRegistrationToken ? kept.status === 401 : isUnknown(last);
    if (unknown && leaving && proved) return { client, outcome: 'gone', why: null };
    return { client, outcome: 'left', why: `${kept.why}${refusal(last)}` };
  };

  const removeNoted = async (client: HeldClient): Promise<void> => {
    const failed = (error: Error): Removal => ({ client, outcome: 'left', why: error.message });
    const removal = await remove(client).catch(failed);
    removals.set(client.clientId, removal);
    possession.note(client.clientId, removal.why);
  };
  // Those whose DELETE was on its way come last: that the target does not know one of them can be believed when it has
  // known another.
  for (const leaving of [false, true]) {
    const some = clients.filter((client) => client.leaving === leaving);
    const tasks = some.map((client) => () => removeNoted(client));
    await pool(width, tasks);
  }
  return clients.flatMap(({ clientId }) => removals.get(clientId) ?? []);
}

function isUnknown(outcome: TokenOutcome | null): boolean {
  return outcome !== null && outcome.token === null && outcome.unknown;
}
