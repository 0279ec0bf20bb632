import { NotOurs } from '../../keys/not-ours.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Supply } from './supply.ts';

/**
 * Refuses to ask for a client that could not be used, nor deleted, with the user's key: throws {@link NotOurs} where its
 * assertions would have to be signed with an algorithm of another kind of key.
 */
export function requireOwnKey(request: JsonObject, { algorithm }: Pick<Supply, 'algorithm'>): void {
  const asked = request.token_endpoint_auth_signing_alg;
  if (asked === algorithm || (asked !== 'PS256' && asked !== 'ES256')) return;
  throw new NotOurs(
    `its client would need a key for ${asked}, and --signing-key is for ${algorithm}`,
  );
}
