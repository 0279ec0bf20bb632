import type { RegisteredClient } from '../model/flow.ts';
import { CaseEnd } from './case-end.ts';
import type { BaseDraft, Ground, TokenRecipe } from './context.ts';
import { deleteClient, type Kept, notAsked } from './delete-client.ts';
import type { Origin } from './ledger/entry.ts';
import { managementUrl, sendManagement } from './manage.ts';
import { credentialsOf, requestToken, usableToken } from './tokens.ts';

/** All clients of a run, their management tokens, and their end. */
export interface ClientBook {
  /** From now on the run answers for this client. */
  add(client: RegisteredClient, origin: Origin): void;
  /** The client's management token, asked for once; null where none is to be had. */
  token(client: RegisteredClient): Promise<string | null>;
  /** Forgets the token, so that the next use asks for a fresh one; or learns a rotated one. */
  renew(client: RegisteredClient, token?: string): void;
  /** A case is about to delete it. */
  leaving(client: RegisteredClient): void;
  /** A case has deleted it. */
  gone(client: RegisteredClient): void;
  /** No longer needed: it is deleted in the background. */
  release(client: RegisteredClient): void;
  /** Deletes all that is left; what cannot be deleted stands in the ledger. */
  drain(): Promise<void>;
}

interface State {
  readonly origin: Origin;
  token: Promise<string | null> | null;
  tokens: number;
  /** Deleted, or about to be. */
  released: boolean;
}

/** In labels of requests that only delete a client which no case needs any more. */
const CLEAN_UP = { token: 'last-token', deletion: 'last-delete' } as const;

/** True for the label of a request that only cleans up. */
export function isCleanUp(label: string): boolean {
  return /-last-(token|delete)-\d+$/.test(label);
}

/** After so many tokens and deletions in a row without an answer the target is taken for gone. */
const UNANSWERED_LIMIT = 3;

/** What becomes of cases that would register a software again whose client is still there. */
function stuck({ why }: Kept, deletable: boolean): CaseEnd {
  return deletable
    ? new CaseEnd(
        'inconclusive',
        `the software is still registered, its client could not be deleted: ${why}`,
      )
    : new CaseEnd(
        'not-applicable',
        'it needs a further registration of the software, and the target does not offer DELETE (give another --ssa)',
      );
}

export interface ClientBookOptions {
  readonly ground: Ground;
  /** What calibration has found so far. */
  readonly found: () => {
    readonly base: BaseDraft;
    readonly recipe: TokenRecipe;
    readonly deletable: boolean;
  };
  /** Leave the clients where they are: the bundled server forgets them when it closes. */
  readonly keep: boolean;
}

export function createClientBook(options: ClientBookOptions): ClientBook {
  const { ground, found, keep } = options;
  const { ledger } = ground;
  const states = new Map<RegisteredClient, State>();
  const pending = new Set<Promise<void>>();
  let unanswered = 0;
  const byRegistrationToken = ground.profile.management.credential === 'registration-access-token';

  const freshToken = async (
    client: RegisteredClient,
    state: State,
    purpose: string,
  ): Promise<string | null> => {
    if (byRegistrationToken) {
      return usableToken(client.response.registration_access_token);
    }
    if (ground.target.endpoints.token === null) return null;
    state.tokens += 1;
    const { caseId, label } = state.origin;
    const { base, recipe } = found();
    const answer = await requestToken(ground, base, recipe, client, {
      caseId,
      label: `${label}-${purpose}-${state.tokens}`,
    });
    if (answer.exchange.response === null) unanswered += 1;
    return answer.token;
  };

  const tokenOf = (
    client: RegisteredClient,
    state: State,
    purpose = 'token',
  ): Promise<string | null> => {
    state.token ??= freshToken(client, state, purpose);
    return state.token;
  };

  /** Why the client is still there; null when it is gone. */
  const remove = async (client: RegisteredClient, state: State): Promise<Kept | null> => {
    if (!found().deletable) return notAsked('the target does not offer DELETE');
    if (unanswered >= UNANSWERED_LIMIT) return notAsked('the target no longer answers');
    const { caseId, label } = state.origin;
    const { clientId } = client;
    return deleteClient({
      token: () => tokenOf(client, state, CLEAN_UP.token),
      renew: byRegistrationToken
        ? null
        : () => {
            state.token = null;
          },
      async send(bearer, attempt) {
        ledger.note({ event: 'deleting', clientId });
        const exchange = await sendManagement(ground, {
          caseId,
          label: `${label}-${CLEAN_UP.deletion}-${attempt}`,
          method: 'DELETE',
          url: managementUrl(ground, client),
          bearer,
        });
        unanswered = exchange.response === null ? unanswered + 1 : 0;
        return exchange;
      },
    });
  };

  const deletable = () => found().deletable;

  const clear = async (client: RegisteredClient, state: State): Promise<void> => {
    const kept = await remove(client, state).catch((error: Error) => notAsked(error.message));
    // A target that answers with very much would otherwise have all of it kept until the end; a client that stays may
    // be the one that the cases share.
    if (kept === null || deletable()) states.delete(client);
    const { clientId } = client;
    if (kept === null) {
      ledger.note({ event: 'deleted', clientId });
      ground.supply?.left(clientId);
    } else {
      ledger.note({ event: 'kept', clientId, ...kept });
      ground.supply?.stays(clientId, stuck(kept, found().deletable));
    }
  };

  const release = (client: RegisteredClient): void => {
    const state = states.get(client);
    if (keep || state === undefined || state.released) return;
    state.released = true;
    ground.supply?.leaving(client.clientId);
    const work: Promise<void> = clear(client, state).finally(() => pending.delete(work));
    pending.add(work);
  };

  return {
    add(client, origin) {
      states.set(client, { origin, token: null, tokens: 0, released: false });
      const token = client.response.registration_access_token;
      ledger.note({
        event: 'registered',
        ...origin,
        clientId: client.clientId,
        managementUrl: managementUrl(ground, client),
        record: {
          ...credentialsOf(client, found().base),
          ...(byRegistrationToken && typeof token === 'string'
            ? { registration_access_token: token }
            : {}),
        },
      });
      ground.supply?.booked(client.clientId);
    },
    async token(client) {
      const state = states.get(client);
      if (state === undefined) throw new Error(`client ${client.clientId} is not in the book`);
      return tokenOf(client, state);
    },
    renew(client, token) {
      const state = states.get(client);
      // Where another credential manages clients, this one is a member of the record like any other.
      if (state === undefined || (token !== undefined && !byRegistrationToken)) return;
      state.token = token === undefined ? null : Promise.resolve(token);
      if (token !== undefined) {
        ledger.note({ event: 'renewed', clientId: client.clientId, token });
      }
    },
    leaving(client) {
      ledger.note({ event: 'deleting', clientId: client.clientId });
    },
    gone(client) {
      const state = states.get(client);
      if (state === undefined || state.released) return;
      // The token stays known: a case may want to see that it no longer works.
      state.released = true;
      ledger.note({ event: 'deleted', clientId: client.clientId });
      ground.supply?.left(client.clientId);
    },
    release,
    async drain() {
      for (const client of [...states.keys()]) release(client);
      while (pending.size > 0) await Promise.all([...pending]);
    },
  };
}
