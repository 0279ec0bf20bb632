import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { rootCertificates } from 'node:tls';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { UsageError } from '../model/errors.ts';
import { createGuardedFetch } from '../net/guarded-fetch.ts';
import { createApp } from './app.ts';
import { CIPHERS } from './ciphers.ts';
import { nodeConnection } from './connection.ts';
import { createContext, DEFAULT_HOST } from './create-context.ts';
import type { JwksFetch } from './jwks-source.ts';
import { offeredProfile } from './offer.ts';
import type { RunningServer, ServerOptions } from './options.ts';
import { createOrigins, isLoopback, type Origins } from './origin.ts';
import { addressOf } from './own-address.ts';
import { discoveryPaths, pathsOf } from './paths.ts';
import type { ServerContext } from './server-context.ts';

/** No legal request comes near these; a slow sender is cut off. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
};

/** Milliseconds and bytes for the key set of a software. */
const JWKS_LIMITS = { timeoutMs: 3_000, maxBytes: 256 * 1024 };

/**
 * Starts the reference server and resolves when it listens.
 * Throws UsageError for an unknown fault, an offer that the profile does not have, client certificates without TLS,
 * or a port that cannot be had.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const loopback = isLoopback(options.host ?? DEFAULT_HOST);
  const ca = options.ca ?? options.mtls?.ca;
  const jwksFetch = createGuardedFetch({
    ...JWKS_LIMITS,
    allowLoopback: loopback,
    allowPrivateHosts: options.allowPrivate ?? [],
    // Our own CA as well: a directory or a software beside this server has its certificate from there.
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca].join('\n') }),
  });
  const server = await listen(options, jwksFetch);
  return {
    ...server,
    close: async () => {
      await server.close();
      await jwksFetch.close();
    },
  };
}

/** {@link startServer} with the fetch for key sets given. */
export async function listen(asked: ServerOptions, fetch: JwksFetch): Promise<RunningServer> {
  const { offer = {} } = asked;
  const options = { ...asked, profile: offeredProfile(asked.profile, offer) };
  const { profile, host = DEFAULT_HOST, port = 0, tls = null, mtls = null } = options;
  if (mtls !== null && tls === null) {
    throw new UsageError('client certificates need TLS', 'add --tls to --mtls');
  }
  if (mtls === null && profile.authMethods.every((method) => method === 'tls_client_auth')) {
    throw new UsageError('tls_client_auth needs client certificates', 'add --mtls');
  }
  let origins: Origins | null = null;
  const context = createContext(options, {
    fetch,
    origins: () => {
      if (origins === null) throw new Error('the server does not listen yet');
      return origins;
    },
  });
  const server = nodeServer(options, context);
  await bound(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  origins = createOrigins(tls === null ? 'http' : 'https', host, actual);
  const origin = origins.of(undefined);
  const issuer = `${origin}${pathsOf(profile).issuer}`;
  const { clients } = context;
  return {
    origin,
    issuer,
    discoveryUrl: `${origin}${discoveryPaths(profile)[0]}`,
    registrationUrl: `${origin}${pathsOf(profile).registration}`,
    audience: offer.audience ?? addressOf(profile) ?? issuer,
    inspector: {
      registeredBy: (interactionId) => clients.registeredBy(interactionId),
      clients: () => clients.all(),
    },
    close: () => closed(server),
  };
}

function nodeServer({ tls = null, mtls = null }: ServerOptions, context: ServerContext): Server {
  const app = createApp(context);
  const fetch = (request: Request, bindings: unknown) =>
    app.fetch(request, nodeConnection(bindings as HttpBindings));
  // The globals stay as they are: the harness and its tests live in the same process.
  const common = { fetch, overrideGlobalObjects: false, autoCleanupIncoming: false };
  if (tls === null) {
    const options = { ...common, createServer: createHttpServer, serverOptions: LIMITS };
    return createAdaptorServer(options) as Server;
  }
  // A stranger gets an answer instead of an alert, because discovery and keys are for everybody.
  const clients =
    mtls === null ? {} : { requestCert: true, rejectUnauthorized: false, ca: mtls.ca };
  const floor = { minVersion: 'TLSv1.2', ciphers: CIPHERS } as const;
  const serverOptions = { ...LIMITS, ...tls, ...clients, ...floor, ...context.faults.tls };
  return createAdaptorServer({
    ...common,
    createServer: createHttpsServer,
    serverOptions,
  }) as Server;
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code ?? error.message;
      const hint = 'choose another --port or --host';
      reject(new UsageError(`cannot listen on ${host}:${port} (${reason})`, hint, error));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
