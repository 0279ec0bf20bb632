import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  TLSSocket,
} from 'node:tls';
import type { TlsFacts, WireFailure } from '../model/exchange.ts';
import { createConnect } from './connect.ts';
import { dispatch, type RawResponse } from './dispatch.ts';
import { DIRECT, type Route } from './route.ts';
import { Client } from './undici.ts';

/** How one identity opens TLS connections. */
export interface TlsSettings {
  /** PEM of certificate authorities to trust; undefined: the system's. */
  readonly ca?: readonly string[];
  /** PEM chain of the client certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  /** False accepts any server certificate. */
  readonly rejectUnauthorized: boolean;
  /** What is offered in place of Node's own choice. */
  readonly offer?: Pick<SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers'>;
}

export interface NetOptions {
  /** TLS settings by identity. */
  readonly identities: Readonly<Record<string, TlsSettings>>;
  /** Milliseconds for a whole exchange. */
  readonly timeoutMs: number;
  /** Most bytes of a response body; 1 MB when left out. */
  readonly maxBytes?: number;
  /** The way to the hosts; directly when left out. */
  readonly route?: Route;
}

export interface NetRequest {
  readonly identity: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | string | null;
  readonly signal?: AbortSignal;
}

export interface NetResult {
  readonly response: RawResponse | null;
  readonly failure: WireFailure | null;
  readonly tls: TlsFacts | null;
  /** The request went out more than once: a kept connection broke before an answer came. */
  readonly resent?: boolean;
}

export interface Net {
  /** Sends one request as it is; redirects are not followed. Never rejects for what the peer does. */
  request(request: NetRequest): Promise<NetResult>;
  close(): Promise<void>;
}

/** One connection at a time; `used` tells whether the open one has carried an exchange before. */
interface Lane {
  readonly client: Client;
  facts: TlsFacts | null;
  used: boolean;
}

function factsOf(socket: Socket, settings: TlsSettings): TlsFacts | null {
  if (!(socket instanceof TLSSocket)) return null;
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().name,
    authorized: socket.authorized,
    clientCertificate: settings.cert !== undefined,
  };
}

/** Parsing a set of root certificates takes milliseconds, so it is done once for an identity. */
function secureContext(settings: TlsSettings): SecureContext {
  return createSecureContext({
    ...(settings.ca === undefined ? {} : { ca: [...settings.ca] }),
    ...(settings.cert === undefined ? {} : { cert: settings.cert }),
    ...(settings.key === undefined ? {} : { key: settings.key }),
    ...settings.offer,
  });
}

interface LaneOptions {
  readonly origin: string;
  readonly settings: TlsSettings;
  readonly secureContext: SecureContext | null;
  readonly timeoutMs: number;
  readonly route: Route;
}

function openLane({ origin, settings, secureContext, timeoutMs, route }: LaneOptions): Lane {
  const { rejectUnauthorized, ca } = settings;
  const connector = createConnect({
    origin,
    route,
    secureContext,
    rejectUnauthorized,
    ca,
    timeoutMs,
  });
  const client = new Client(origin, {
    headersTimeout: 0,
    bodyTimeout: 0,
    strictContentLength: false,
    connect: (options, callback) => {
      connector(options, (...outcome) => {
        const [error, socket] = outcome;
        if (error !== null) return callback(error, null);
        lane.facts = factsOf(socket, settings);
        lane.used = false;
        callback(null, socket);
      });
    },
  });
  const lane: Lane = { client, facts: null, used: false };
  return lane;
}

/**
 * Connections with keep-alive, apart for each origin and identity, one exchange at a time on each,
 * so that the TLS facts of an exchange are those of the connection that carried it.
 */
export function createNet(options: NetOptions): Net {
  const { timeoutMs, maxBytes = 1_000_000, route = DIRECT } = options;
  const idle = new Map<string, Lane[]>();
  const open = new Set<Lane>();

  const contexts = new Map<string, SecureContext>();

  const contextFor = (identity: string, settings: TlsSettings): SecureContext => {
    const known = contexts.get(identity);
    if (known !== undefined) return known;
    const context = secureContext(settings);
    contexts.set(identity, context);
    return context;
  };
  const take = (origin: string, identity: string): Lane => {
    const free = idle.get(`${identity} ${origin}`)?.pop();
    if (free !== undefined) return free;
    const settings = options.identities[identity];
    if (settings === undefined) throw new Error(`no TLS settings for identity ${identity}`);
    const tls = origin.startsWith('https:');
    const lane = openLane({
      origin,
      settings,
      secureContext: tls ? contextFor(identity, settings) : null,
      timeoutMs,
      route,
    });
    open.add(lane);
    return lane;
  };
  const give = (lane: Lane, origin: string, identity: string, whole: boolean): void => {
    if (!whole) {
      open.delete(lane);
      void lane.client.destroy();
      return;
    }
    lane.used = true;
    const key = `${identity} ${origin}`;
    const lanes = idle.get(key);
    if (lanes === undefined) idle.set(key, [lane]);
    else lanes.push(lane);
  };

  const attempt = async (request: NetRequest, url: URL) => {
    const lane = take(url.origin, request.identity);
    const reused = lane.used;
    let whole = false;
    try {
      // A peer that closes behind its answer is heard one turn later; a request that it no longer reads is not sent then.
      if (reused) await nextTurn();
      const result = await dispatch(lane.client, {
        url,
        method: request.method,
        headers: request.headers,
        body: request.body,
        timeoutMs,
        maxBytes,
        signal: request.signal ?? null,
      });
      whole = result.failure === null;
      // A kept connection may be closed by the peer in the very moment it is used again (RFC 9112 9.3.1).
      const stale = reused && lane.used && result.unanswered && result.failure?.kind === 'reset';
      return { result, tls: lane.facts, stale };
    } finally {
      give(lane, url.origin, request.identity, whole);
    }
  };

  return {
    async request(request) {
      const url = new URL(request.url);
      let outcome = await attempt(request, url);
      const resent = outcome.stale;
      // Every other kept connection may be as stale; each is used up by its attempt, and a fresh one is never stale.
      while (outcome.stale) outcome = await attempt(request, url);
      const { response, failure } = outcome.result;
      return { response, failure, tls: outcome.tls, resent };
    },
    async close() {
      idle.clear();
      await Promise.all([...open].map((lane) => lane.client.destroy()));
      open.clear();
    },
  };
}
