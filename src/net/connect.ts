import type { SecureContext } from 'node:tls';
import type { buildConnector as Connecting } from 'undici';
import { bareHost } from './address.ts';
import { lookupFor, portOf, type Route } from './route.ts';
import { openTunnel, proxyPort } from './tunnel.ts';
import { buildConnector } from './undici.ts';

export interface ConnectOptions {
  readonly origin: string;
  readonly route: Route;
  /** Null over plain http. */
  readonly secureContext: SecureContext | null;
  readonly rejectUnauthorized: boolean;
  /** Authorities for the TLS of an https proxy; undefined: the system's. */
  readonly ca: readonly string[] | undefined;
  readonly timeoutMs: number;
}

/** A proxy that hangs has to be known as that before the exchange itself runs out of time. */
const TUNNEL_SHARE = 0.8;

/** Opens connections to `origin` by its route: undici's connector, inside a tunnel where there is a proxy. */
export function createConnect(options: ConnectOptions): Connecting.connector {
  const { route, secureContext, timeoutMs, rejectUnauthorized } = options;
  const url = new URL(options.origin);
  const host = bareHost(url);
  const port = portOf(url);
  const proxy = route.proxyFor(url);
  const lookup = proxy === null ? lookupFor(route, host, port) : undefined;
  const connect = buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized,
    ...(lookup === undefined ? {} : { lookup }),
    ...(secureContext === null ? {} : { secureContext }),
  });
  if (proxy === null) return connect;
  const proxyUrl = new URL(proxy.url);
  return (target, callback) => {
    openTunnel({
      proxy,
      host,
      port,
      timeoutMs: Math.ceil(timeoutMs * TUNNEL_SHARE),
      ca: options.ca,
      lookup: lookupFor(route, bareHost(proxyUrl), proxyPort(proxy.url)),
    }).then(
      (socket) => {
        if (secureContext === null) callback(null, socket);
        else connect({ ...target, httpSocket: socket }, callback);
      },
      (error: Error) => callback(error, null),
    );
  };
}
