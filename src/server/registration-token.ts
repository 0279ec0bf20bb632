import type { Client } from './client-store.ts';
import { managesByOwnToken, type ServerContext } from './server-context.ts';

/** `client` with a registration access token (RFC 7592 3) of its own; as it is where another credential manages clients. */
export function issueRegistrationToken(server: ServerContext, client: Client, now: number): Client {
  if (!managesByOwnToken(server)) return client;
  const registrationToken = server.registrationTokens.issue({
    clientId: client.id,
    scope: '',
    issuedAt: now,
    expiresAt: Number.POSITIVE_INFINITY,
    thumbprint: null,
  });
  return { ...client, registrationToken };
}

/** The same client under a new token where the server rotates them (RFC 7592 5), as it is elsewhere. */
export function rotateRegistrationToken(
  server: ServerContext,
  client: Client,
  now: number,
): Client {
  const { registrationTokenRotates, oldTokenSurvives } = server.faults.behaviours;
  if (!managesByOwnToken(server) || !registrationTokenRotates) return client;
  if (!oldTokenSurvives) server.registrationTokens.revokeAllOf(client.id);
  const rotated = issueRegistrationToken(server, client, now);
  server.clients.put(rotated, null);
  return rotated;
}
