import { isJsonObject, type JsonObject } from '../model/json.ts';

/** GETs a document; rejects when the address is not allowed or no whole answer comes in time. Redirects are not followed. */
export type JwksFetch = (url: string) => Promise<{
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}>;

interface KeySet {
  readonly jwks: JsonObject;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

export type JwksAnswer = KeySet | { readonly problem: string };

/** Key sets of softwares. */
export interface JwksSource {
  /** The key set at `url`, from the cache where it is fresh. Never rejects. */
  get(url: string): Promise<JwksAnswer>;
  /**
   * The key set again, for a key that was not in the one fetched at `since` (milliseconds); the cached one
   * where it is newer or was fetched just now, so that unknown keys cannot be used to flood the place.
   */
  refresh(url: string, since: number): Promise<JwksAnswer>;
}

export interface JwksSourceOptions {
  readonly fetch: JwksFetch;
  /** Key sets that are not fetched. */
  readonly given: Readonly<Record<string, JsonObject>>;
  /** Milliseconds since the epoch. */
  now(): number;
}

const FRESH_MS = 5 * 60_000;
const PAUSE_MS = 2_000;
const MOST_ENTRIES = 2_000;

/** Fetches each URL once at a time and keeps the answer for five minutes; a failure is not kept. */
export function createJwksSource({ fetch, given, now }: JwksSourceOptions): JwksSource {
  const cached = new Map<string, KeySet>();
  const pending = new Map<string, Promise<JwksAnswer>>();

  const load = async (url: string): Promise<JwksAnswer> => {
    const answer = await read(fetch, url, now);
    if ('jwks' in answer) {
      cached.delete(url);
      cached.set(url, answer);
      const oldest = cached.keys().next().value;
      if (cached.size > MOST_ENTRIES && oldest !== undefined) cached.delete(oldest);
    }
    return answer;
  };
  const loadOnce = (url: string): Promise<JwksAnswer> => {
    const running = pending.get(url);
    if (running !== undefined) return running;
    const started = load(url).finally(() => pending.delete(url));
    pending.set(url, started);
    return started;
  };
  const givenAnswer = (url: string): JwksAnswer | null => {
    const jwks = Object.hasOwn(given, url) ? given[url] : undefined;
    return jwks === undefined ? null : { jwks, fetchedAt: now() };
  };
  return {
    get: async (url) => {
      const known = cached.get(url);
      const fresh = known !== undefined && known.fetchedAt + FRESH_MS > now();
      return givenAnswer(url) ?? (fresh ? known : loadOnce(url));
    },
    refresh: async (url, since) => {
      const known = cached.get(url);
      const newer = known !== undefined && known.fetchedAt > since;
      const recent = known !== undefined && known.fetchedAt + PAUSE_MS > now();
      return givenAnswer(url) ?? (newer || recent ? known : loadOnce(url));
    },
  };
}

async function read(fetch: JwksFetch, url: string, now: () => number): Promise<JwksAnswer> {
  try {
    const { status, body } = await fetch(url);
    if (status !== 200) return { problem: `the key set answers with status ${status}` };
    const jwks: unknown = JSON.parse(body);
    if (!isJsonObject(jwks) || !Array.isArray(jwks.keys)) {
      return { problem: 'the key set is not a JWK Set' };
    }
    return { jwks, fetchedAt: now() };
  } catch {
    return { problem: 'the key set could not be fetched' };
  }
}
