import { TargetError, UsageError } from '../model/errors.ts';
import type { WireFailure } from '../model/exchange.ts';
import { isJsonObject, type JsonObject, readJson } from '../model/json.ts';
import type { LiveExchange } from '../wire/wire.ts';

/** How a target URL was understood, and the discovery document where there is one. */
export interface Understood {
  readonly understoodAs: 'discovery' | 'issuer' | 'registration-endpoint';
  readonly discoveryUrl: string | null;
  readonly discovery: JsonObject | null;
}

export type Get = (url: string) => Promise<LiveExchange>;

/** The absolute http(s) URL that `text` is; `option` is named in the UsageError otherwise. */
export function targetUrl(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UsageError(
      `${option} "${text}" is not an http(s) URL`,
      `write it in full, such as ${option}=https://bank.example/.well-known/openid-configuration`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(`${option} has a user name in it`, 'take it out of the URL');
  }
  return url;
}

/** What to do about a target that gives no answer. */
export const HINTS: Readonly<Record<WireFailure['kind'], string>> = {
  refused: 'is the server running, and is the port right?',
  dns: 'is the host name right? --resolve HOST:PORT:ADDRESS stands in for a name server',
  proxy: 'check --proxy, HTTPS_PROXY and NO_PROXY, and what the proxy permits',
  timeout: 'is the server reachable from here? --timeout gives it more time',
  tls: 'give the CA that issued its certificate with --ca FILE, or use --insecure for a test system',
  reset:
    'the server closed the connection; does it speak http where you wrote https, or the reverse?',
  protocol: 'is this an HTTP server? check the scheme and the port',
  'too-large': 'is this the right URL? the answer is far longer than a discovery document',
  aborted: 'the run was stopped',
};

/** The error for a target that gives no answer: one line, with what to do. */
export function unreachable(url: string, failure: WireFailure): TargetError {
  const what = failure.kind === 'tls' ? 'TLS to' : 'cannot reach';
  return new TargetError(`${what} ${url}: ${failure.message}`, HINTS[failure.kind]);
}

function document(exchange: LiveExchange): JsonObject | null {
  if (exchange.response?.status !== 200) return null;
  const parsed = readJson(exchange.response.body);
  return isJsonObject(parsed) ? parsed : null;
}

function answered(url: string, exchange: LiveExchange): void {
  if (exchange.response === null && exchange.failure !== null) {
    throw unreachable(url, exchange.failure);
  }
}

async function readDiscovery(url: string, get: Get): Promise<Understood> {
  const exchange = await get(url);
  answered(url, exchange);
  const discovery = document(exchange);
  if (discovery !== null) return { understoodAs: 'discovery', discoveryUrl: url, discovery };
  const { status = 0, headers = [] } = exchange.response ?? {};
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (status >= 300 && status < 400 && location !== undefined) {
    throw new TargetError(
      `${url} redirects (${status}) to ${JSON.stringify(location)}`,
      'redirects are not followed; give that URL if it is the right one',
    );
  }
  throw new TargetError(
    `${url} is not a discovery document: status ${status}${status === 200 ? ', not a JSON object' : ''}`,
    'give the URL of the discovery document, the issuer, or the registration endpoint',
  );
}

/** Both places where an issuer's metadata may be: OpenID Connect Discovery 4.1 and RFC 8414 3.1. */
export function metadataUrls(issuer: URL): string[] {
  const path = issuer.pathname.replace(/\/$/, '');
  return [
    `${issuer.origin}${path}/.well-known/openid-configuration`,
    `${issuer.origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

/**
 * What the URL of `--target` leads to: a `/.well-known/` URL is a discovery document; else an issuer, if one of its
 * metadata forms answers with a JSON object that has `issuer`; else the registration endpoint itself.
 * Throws a TargetError when nothing answers, or a discovery document was named and is none.
 */
export async function understand(target: URL, get: Get): Promise<Understood> {
  if (target.pathname.includes('/.well-known/')) return readDiscovery(target.href, get);
  for (const url of metadataUrls(target)) {
    const exchange = await get(url);
    answered(url, exchange);
    const discovery = document(exchange);
    if (typeof discovery?.issuer === 'string') {
      return { understoodAs: 'issuer', discoveryUrl: url, discovery };
    }
  }
  return { understoodAs: 'registration-endpoint', discoveryUrl: null, discovery: null };
}
