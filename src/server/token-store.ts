import { randomBytes } from 'node:crypto';

/** What an access token stands for. */
export interface Grant {
  readonly clientId: string;
  readonly scope: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Of the certificate that it was issued to and is bound to (RFC 8705 3); null where there was none. */
  readonly thumbprint: string | null;
}

export interface TokenStore {
  /** A new opaque token of 256 random bits. */
  issue(grant: Grant): string;
  /** The grant of a living token; null otherwise. */
  find(token: string, now: number): Grant | null;
  revoke(token: string): void;
  revokeAllOf(clientId: string): void;
}

/** Tokens in memory, `size` at most; the oldest make room. `textOf` makes the token out of a random text. */
export function createTokenStore(
  size = 50_000,
  textOf: (random: string, clientId: string) => string = (random) => random,
): TokenStore {
  const grants = new Map<string, Grant>();
  const byClient = new Map<string, Set<string>>();
  const revoke = (token: string): void => {
    const grant = grants.get(token);
    if (grant === undefined) return;
    grants.delete(token);
    const tokens = byClient.get(grant.clientId);
    tokens?.delete(token);
    if (tokens?.size === 0) byClient.delete(grant.clientId);
  };
  return {
    issue(grant) {
      const token = textOf(randomBytes(32).toString('base64url'), grant.clientId);
      grants.set(token, grant);
      const tokens = byClient.get(grant.clientId) ?? new Set();
      byClient.set(grant.clientId, tokens.add(token));
      const oldest = grants.keys().next().value;
      if (grants.size > size && oldest !== undefined) revoke(oldest);
      return token;
    },
    find(token, now) {
      const grant = grants.get(token) ?? null;
      if (grant === null || grant.expiresAt > now) return grant;
      revoke(token);
      return null;
    },
    revoke,
    revokeAllOf: (clientId) => {
      for (const token of byClient.get(clientId) ?? []) revoke(token);
    },
  };
}
