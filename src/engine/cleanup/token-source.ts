import { isJsonObject } from '../../model/json.ts';
import type { LiveExchange } from '../../wire/wire.ts';
import type { Ground, TokenRecipe } from '../context.ts';
import type { HeldClient } from '../ledger/state.ts';
import { requestToken, tokenRecipes } from '../tokens.ts';

/** What the token endpoint said about a client. */
export type TokenOutcome =
  | { readonly token: string }
  | {
      readonly token: null;
      /** Null where there was no answer. */
      readonly status: number | null;
      /** The endpoint says that it does not know the client, or not by this key. */
      readonly unknown: boolean;
    };

/** Tokens for clients that another process registered. */
export interface TokenSource {
  ask(client: HeldClient): Promise<TokenOutcome>;
}

/** `PS256` is what calibration begins with; each client's own algorithm stands in its record. */
const BASE = { algorithm: 'PS256' } as const;

/** RFC 6749 5.2. */
function isUnknownClient({ response }: LiveExchange): boolean {
  if (response?.status === 401) return true;
  try {
    const body: unknown = JSON.parse(response?.body ?? '');
    return isJsonObject(body) && body.error === 'invalid_client';
  } catch {
    return false;
  }
}

/**
 * Asks the token endpoint in each way that it may take, and in the first that it took from then on. `label` makes ids of
 * requests that nobody has used.
 */
export function createTokenSource(ground: Ground, label: string): TokenSource {
  let working: TokenRecipe | null = null;
  let count = 0;
  return {
    async ask({ clientId, record }) {
      const account = { clientId, response: record, sent: { request: {} } };
      let outcome: TokenOutcome = { token: null, status: null, unknown: false };
      if (ground.target.endpoints.token === null) return outcome;
      for (const recipe of working === null ? tokenRecipes(ground) : [working]) {
        count += 1;
        const { token, exchange } = await requestToken(ground, BASE, recipe, account, {
          caseId: label,
          label: `token-${count}`,
        });
        if (token !== null) {
          working = recipe;
          return { token };
        }
        const status = exchange.response?.status ?? null;
        outcome = { token, status, unknown: isUnknownClient(exchange) };
        if (status === null) return outcome;
      }
      return outcome;
    },
  };
}
