import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import type { WireFailure } from '../model/exchange.ts';
import { addressKind, bareHost } from './address.ts';
import { createConnect } from './connect.ts';
import { dispatch } from './dispatch.ts';
import type { Route } from './route.ts';
import { Agent } from './undici.ts';

/** Which hosts may be asked, and how much of their time and bytes is taken. */
export interface GuardPolicy {
  /** Most bytes of a body. */
  readonly maxBytes: number;
  /** Milliseconds for the whole exchange, connecting included. */
  readonly timeoutMs: number;
  /** Loopback addresses are allowed, also over plain http. */
  readonly allowLoopback: boolean;
  /** Host names whose addresses are not checked, and which may be asked over plain http. */
  readonly allowPrivateHosts: readonly string[];
  /** PEM text of certificate authorities to trust besides the system's. */
  readonly ca?: string;
  /** The way through a proxy, which looks the name up: what it connects to is checked by nobody here. */
  readonly route?: Route;
}

export interface GuardedResponse {
  readonly status: number;
  /** As sent; null when absent. */
  readonly contentType: string | null;
  /** Decoded as UTF-8. */
  readonly body: string;
}

/** Why a guarded fetch gave no response. */
export class GuardedFetchError extends Error {
  readonly reason: 'bad-url' | 'blocked' | WireFailure['kind'];

  constructor(reason: GuardedFetchError['reason'], message: string) {
    super(message);
    this.name = 'GuardedFetchError';
    this.reason = reason;
  }
}

export interface GuardedFetch {
  /**
   * GETs `url`. Redirects are not followed: a 3xx comes back as it is.
   * Throws {@link GuardedFetchError} when the URL or address is not allowed, or no whole response came.
   */
  (url: string): Promise<GuardedResponse>;
  /** Closes idle connections. */
  close(): Promise<void>;
}

function checkedUrl(text: string, policy: GuardPolicy): URL {
  if (!URL.canParse(text)) throw new GuardedFetchError('bad-url', 'not an absolute URL');
  const url = new URL(text);
  const host = bareHost(url);
  const exempt = policy.allowPrivateHosts.includes(host);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new GuardedFetchError('bad-url', `scheme ${url.protocol} is not https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new GuardedFetchError('bad-url', 'a URL with user information is not fetched');
  }
  if (isIP(host) !== 0) {
    const refusal = exempt ? null : refusalOf(host, url.protocol, policy);
    if (refusal !== null) throw new GuardedFetchError('blocked', refusal);
  }
  return url;
}

function refusalOf(address: string, protocol: string, policy: GuardPolicy): string | null {
  const kind = addressKind(address);
  if (kind === 'loopback' && policy.allowLoopback) return null;
  if (kind !== 'public') return `${address} is a ${kind} address`;
  return protocol === 'http:' ? 'plain http is only fetched from loopback addresses' : null;
}

/**
 * Resolves and checks in one step. The socket connects to the very addresses that were checked,
 * so that a second DNS answer cannot lead elsewhere.
 */
function guardedLookup(protocol: string, policy: GuardPolicy): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      const exempt = policy.allowPrivateHosts.includes(hostname.replace(/\.$/, '').toLowerCase());
      for (const { address } of exempt ? [] : found) {
        const refusal = refusalOf(address, protocol, policy);
        if (refusal !== null) return callback(new GuardedFetchError('blocked', refusal), '');
      }
      const [first] = found;
      if (options.all === true) callback(null, found);
      else if (first === undefined) callback(new GuardedFetchError('dns', 'no address'), '');
      else callback(null, first.address, first.family);
    });
  };
}

/** How connections to `url` are opened by way of a proxy; null where there is none for it. */
function tunnelTo(url: URL, { route, ca, timeoutMs }: GuardPolicy) {
  if (route === undefined || route.proxyFor(url) === null) return null;
  const trusted = ca === undefined ? undefined : [...rootCertificates, ca];
  return createConnect({
    origin: url.origin,
    route,
    secureContext:
      url.protocol === 'https:'
        ? createSecureContext(trusted === undefined ? {} : { ca: trusted })
        : null,
    rejectUnauthorized: true,
    ca: trusted,
    timeoutMs,
  });
}

/** A fetch for documents that strangers name, with keep-alive; every new connection goes through the same check. */
export function createGuardedFetch(policy: GuardPolicy): GuardedFetch {
  const agents = new Map<string, Agent>();
  const agentFor = (url: URL): Agent => {
    const tunnel = tunnelTo(url, policy);
    // Each origin has a tunnel of its own.
    const name = tunnel === null ? url.protocol : url.origin;
    const known = agents.get(name);
    if (known !== undefined) return known;
    const direct = {
      lookup: guardedLookup(url.protocol, policy),
      timeout: policy.timeoutMs,
      ...(policy.ca === undefined ? {} : { ca: policy.ca }),
    };
    const agent = new Agent({ connect: tunnel ?? direct, headersTimeout: 0, bodyTimeout: 0 });
    agents.set(name, agent);
    return agent;
  };

  const fetchDocument = async (text: string): Promise<GuardedResponse> => {
    const url = checkedUrl(text, policy);
    const { response, failure, error } = await dispatch(agentFor(url), {
      url,
      method: 'GET',
      headers: [
        ['accept', 'application/jwk-set+json, application/json'],
        ['accept-encoding', 'identity'],
      ],
      body: null,
      timeoutMs: policy.timeoutMs,
      maxBytes: policy.maxBytes,
      signal: null,
    });
    if (error instanceof GuardedFetchError) throw error;
    if (failure !== null) throw new GuardedFetchError(failure.kind, failure.message);
    if (response === null) throw error;
    const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type');
    return {
      status: response.status,
      contentType: type?.[1] ?? null,
      body: response.body.toString('utf8'),
    };
  };

  return Object.assign(fetchDocument, {
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  });
}

/** {@link createGuardedFetch} for a single document: connects, fetches, disconnects. */
export async function guardedFetch(url: string, policy: GuardPolicy): Promise<GuardedResponse> {
  const fetchDocument = createGuardedFetch(policy);
  try {
    return await fetchDocument(url);
  } finally {
    await fetchDocument.close();
  }
}
