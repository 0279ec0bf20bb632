import type { RegisteredClient } from '../model/flow.ts';
import type { LiveExchange } from '../wire/wire.ts';
import type { RunContext } from './context.ts';

/**
 * Sends what the owner of `client` sends, with its token. Where that is answered 401, the token may only have been used
 * up, have run out, or have been replaced by a newer one: once more with a fresh one, if one is to be had.
 */
export async function withOwnToken<T extends { readonly exchange: LiveExchange }>(
  { clients, profile }: Pick<RunContext, 'clients' | 'profile'>,
  client: RegisteredClient,
  send: (bearer: string | null, attempt: 1 | 2) => Promise<T>,
): Promise<T> {
  const result = await send(await clients.token(client), 1);
  if (result.exchange.response?.status !== 401) return result;
  if (profile.management.credential === 'registration-access-token') return result;
  clients.renew(client);
  const fresh = await clients.token(client);
  return fresh === null ? result : send(fresh, 2);
}
