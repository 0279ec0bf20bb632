import type { JsonObject } from '../model/json.ts';

/** A registered client. */
export interface Client {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  /** What the client asked for and got, defaults filled in. */
  readonly metadata: JsonObject;
  /** Claims of the statement that are returned at top level. */
  readonly flattened: JsonObject;
  readonly softwareStatement: string | null;
  readonly softwareId: string | null;
  /** Where its keys are; null when its statement named no place. */
  readonly jwksUri: string | null;
  /** Keys that the client registered by value. */
  readonly jwks: JsonObject | null;
  /** Of a client with a secret-based method: of the right profile, or let in by a fault. */
  readonly secret: string | null;
  /** Seconds since the epoch; 0 for a secret that does not expire. */
  readonly secretExpiresAt: number;
  /** Manages the client (RFC 7592 3); null where another credential does. */
  readonly registrationToken: string | null;
  /** Only ever set where a fault lets a deleted client authenticate, or ask for authorization. */
  readonly deleted?: true;
}

export interface ClientStore {
  get(id: string): Client | null;
  /** The oldest client of another id; null while there is none. */
  other(id: string): Client | null;
  hasSoftware(softwareId: string): boolean;
  /** True when no more clients are taken. */
  full(): boolean;
  /** Adds or replaces a client; `interactionId` is noted for the inspector. */
  put(client: Client, interactionId: string | null): void;
  /** Takes the client out. */
  remove(id: string): void;
  count(): number;
  all(): readonly Client[];
  registeredBy(interactionId: string): number;
}

/** Clients in memory, `size` at most. */
export function createClientStore(size = 10_000): ClientStore {
  const clients = new Map<string, Client>();
  const made = new Map<string, number>();
  return {
    get: (id) => clients.get(id) ?? null,
    other: (id) => {
      for (const client of clients.values()) if (client.id !== id) return client;
      return null;
    },
    hasSoftware: (softwareId) => {
      for (const client of clients.values()) if (client.softwareId === softwareId) return true;
      return false;
    },
    full: () => clients.size >= size,
    put(client, interactionId) {
      if (interactionId !== null && !clients.has(client.id)) {
        made.set(interactionId, (made.get(interactionId) ?? 0) + 1);
        const oldest = made.keys().next().value;
        if (made.size > size * 10 && oldest !== undefined) made.delete(oldest);
      }
      clients.set(client.id, client);
    },
    remove: (id) => {
      clients.delete(id);
    },
    count: () => clients.size,
    all: () => [...clients.values()],
    registeredBy: (interactionId) => made.get(interactionId) ?? 0,
  };
}
