import type { RegisteredClient } from '../model/flow.ts';
import type { Leftover } from '../model/report.ts';
import type { BaseDraft, Ground, TokenRecipe } from './context.ts';
import type { Ledger } from './ledger.ts';
import { managementUrl, sendManagement } from './manage.ts';
import { requestToken } from './tokens.ts';

/** Which request made a client; ids of the requests about it derive from this. */
interface Origin {
  readonly caseId: string;
  readonly label: string;
}

/** All clients of a run, their management tokens, and their end. */
export interface ClientBook {
  /** From now on the run answers for this client. */
  add(client: RegisteredClient, origin: Origin): void;
  /** The client's management token, asked for once; null where none is to be had. */
  token(client: RegisteredClient): Promise<string | null>;
  /** Forgets the token, so that the next use asks for a fresh one; or learns a rotated one. */
  renew(client: RegisteredClient, token?: string): void;
  /** A case has deleted it. */
  gone(client: RegisteredClient): void;
  /** No longer needed: it is deleted in the background. */
  release(client: RegisteredClient): void;
  /** A registration without an answer: there may be a client that nobody knows. */
  lost(softwareId: string, jti: string | null, why: string): void;
  /** Deletes all that is left; resolves with what could not be deleted. */
  drain(): Promise<readonly Leftover[]>;
}

interface State {
  readonly origin: Origin;
  token: Promise<string | null> | null;
  tokens: number;
  /** Deleted, or about to be. */
  released: boolean;
}

/** After so many deletions in a row without an answer the target is taken for gone. */
const UNANSWERED_LIMIT = 3;

export interface ClientBookOptions {
  readonly ground: Ground;
  /** What calibration has found so far. */
  readonly found: () => {
    readonly base: BaseDraft;
    readonly recipe: TokenRecipe;
    readonly deletable: boolean;
  };
  readonly ledger: Ledger;
  /** Leave the clients where they are: the bundled server forgets them when it closes. */
  readonly keep: boolean;
}

function jtiOf(client: Pick<RegisteredClient, 'sent'>): string | null {
  const { jti } = client.sent.request;
  return typeof jti === 'string' ? jti : null;
}

export function createClientBook(options: ClientBookOptions): ClientBook {
  const { ground, found, ledger, keep } = options;
  const states = new Map<RegisteredClient, State>();
  const pending = new Set<Promise<void>>();
  const leftovers: Leftover[] = [];
  let unanswered = 0;
  const at = () => new Date(ground.clock.now()).toISOString();
  const byRegistrationToken = ground.profile.management.credential === 'registration-access-token';

  const freshToken = async (client: RegisteredClient, state: State): Promise<string | null> => {
    if (byRegistrationToken) {
      const token = client.response.registration_access_token;
      return typeof token === 'string' ? token : null;
    }
    if (ground.target.endpoints.token === null) return null;
    state.tokens += 1;
    const { caseId, label } = state.origin;
    const { base, recipe } = found();
    const answer = await requestToken(ground, base, recipe, client, {
      caseId,
      label: `${label}-token-${state.tokens}`,
    });
    return answer.token;
  };

  const tokenOf = (client: RegisteredClient, state: State): Promise<string | null> => {
    state.token ??= freshToken(client, state);
    return state.token;
  };

  /** Why the client is still there; null when it is gone. */
  const remove = async (client: RegisteredClient, state: State): Promise<string | null> => {
    if (!found().deletable) return 'the target does not offer DELETE';
    if (unanswered >= UNANSWERED_LIMIT) return 'the target no longer answers';
    for (const attempt of [1, 2]) {
      const bearer = await tokenOf(client, state);
      if (bearer === null) return 'no token for the client was to be had';
      const { response, failure } = await sendManagement(ground, {
        caseId: state.origin.caseId,
        label: `${state.origin.label}-delete-${attempt}`,
        method: 'DELETE',
        url: managementUrl(ground, client),
        bearer,
      });
      unanswered = response === null ? unanswered + 1 : 0;
      if (response === null) return `DELETE: ${failure?.message ?? 'no answer'}`;
      if (response.status >= 200 && response.status < 300) return null;
      if (response.status !== 401 || byRegistrationToken)
        return `DELETE answered ${response.status}`;
      // The token may have run out, or have been revoked by a case.
      state.token = null;
    }
    return 'DELETE answered 401';
  };

  const clear = async (client: RegisteredClient, state: State): Promise<void> => {
    const why = await remove(client, state).catch((error: Error) => error.message);
    if (why === null)
      return ledger.write({ event: 'deleted', at: at(), clientId: client.clientId });
    leftovers.push({
      clientId: client.clientId,
      softwareId: client.draft.softwareId,
      jti: jtiOf(client),
      why,
    });
  };

  const release = (client: RegisteredClient): void => {
    const state = states.get(client);
    if (keep || state === undefined || state.released) return;
    state.released = true;
    const work: Promise<void> = clear(client, state).finally(() => pending.delete(work));
    pending.add(work);
  };

  return {
    add(client, origin) {
      states.set(client, { origin, token: null, tokens: 0, released: false });
      const token = client.response.registration_access_token;
      ledger.write({
        event: 'registered',
        at: at(),
        registrationEndpoint: ground.target.endpoints.registration,
        tokenEndpoint: ground.target.endpoints.token,
        managementUrl: managementUrl(ground, client),
        clientId: client.clientId,
        softwareId: client.draft.softwareId,
        jti: jtiOf(client),
        ...(byRegistrationToken && typeof token === 'string'
          ? { registrationAccessToken: token }
          : {}),
      });
    },
    async token(client) {
      const state = states.get(client);
      if (state === undefined) throw new Error(`client ${client.clientId} is not in the book`);
      return tokenOf(client, state);
    },
    renew(client, token) {
      const state = states.get(client);
      if (state !== undefined) state.token = token === undefined ? null : Promise.resolve(token);
    },
    gone(client) {
      const state = states.get(client);
      if (state === undefined || state.released) return;
      // The token stays known: a case may want to see that it no longer works.
      state.released = true;
      ledger.write({ event: 'deleted', at: at(), clientId: client.clientId });
    },
    release,
    lost(softwareId, jti, why) {
      if (!keep) leftovers.push({ clientId: null, softwareId, jti, why });
    },
    async drain() {
      for (const client of [...states.keys()]) release(client);
      while (pending.size > 0) await Promise.all([...pending]);
      return leftovers;
    },
  };
}
