import type { JwksFetch } from './jwks-source.ts';

/**
 * Fetches the document at a sector_identifier_uri (OpenID Connect Registration 5): one JSON array. Null for anything else,
 * and where nothing may be fetched; plain http is for a server on its own machine. Nothing is kept.
 */
export function createSectorSource(
  fetch: JwksFetch,
  loopback: boolean,
): (location: string) => Promise<readonly unknown[] | null> {
  return async (location) => {
    const protocol = URL.canParse(location) ? new URL(location).protocol : null;
    if (protocol !== 'https:' && !(loopback && protocol === 'http:')) return null;
    try {
      const { status, body } = await fetch(location);
      const document: unknown = status === 200 ? JSON.parse(body) : null;
      return Array.isArray(document) ? document : null;
    } catch {
      return null;
    }
  };
}
