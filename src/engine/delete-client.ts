import type { LiveExchange } from '../wire/wire.ts';

/** How one client is deleted. */
export interface Deletion {
  /** Its management token; null where none is to be had. */
  token(): Promise<string | null>;
  /** Lets `token` ask for another one; null where there is no other. */
  readonly renew: (() => void) | null;
  /** Sends the DELETE; `attempt` counts from 1. */
  send(bearer: string, attempt: number): Promise<LiveExchange>;
}

/** Why a client is still there after an attempt to delete it. */
export interface Kept {
  readonly why: string;
  /** The status with which it was refused; null where there was no answer, or no token to ask with. */
  readonly status: number | null;
}

/** Nothing was sent to delete it. */
export function notAsked(why: string): Kept {
  return { why, status: null };
}

/** Deletes a client (RFC 7592 2.3); with a second token where the first no longer works. Null when it is gone. */
export async function deleteClient(deletion: Deletion, attempt = 1): Promise<Kept | null> {
  const { token, renew, send } = deletion;
  const bearer = await token();
  if (bearer === null) return notAsked('no token for the client was to be had');
  const { response, failure } = await send(bearer, attempt);
  if (response === null) return { why: `DELETE: ${failure?.message ?? 'no answer'}`, status: null };
  const { status } = response;
  if (status >= 200 && status < 300) return null;
  const again = status === 401 && renew !== null && attempt === 1;
  if (!again) return { why: `DELETE answered ${status}`, status };
  // The token may have run out, or have been revoked by a case.
  renew();
  return deleteClient(deletion, attempt + 1);
}
