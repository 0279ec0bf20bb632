import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TrustMaterial } from '../keys/trust-material.ts';
import type { HostedJwks } from '../model/draft.ts';
import { UsageError } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import { ROGUE_PATH } from '../mutations/index.ts';

/** The key sets that the SSAs of a run name, served while it lasts. */
export interface Hosting {
  /** What SSAs name: origin, perhaps with a path; no slash at the end. */
  readonly baseUrl: string;
  /** Where it listens. */
  readonly address: { readonly host: string; readonly port: number };
  /** Serves `jwks` instead of the ordinary set for one software; undefined brings the ordinary set back. */
  serve(softwareId: string, jwks: HostedJwks | undefined): void;
  /** True when someone has fetched what the header of a token of this software pointed to. */
  lured(softwareId: string): boolean;
  close(): Promise<void>;
}

const JWK_SET = 'application/jwk-set+json';
const PEM = 'application/pem-certificate-chain';
const EMPTY = '{"keys":[]}';
const PATH = /\/(?:software|organisation)\/([^/]+?)(\.revoked)?\.jwks\.json$/;

interface Document {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

function documentOf({ status = 200, contentType = JWK_SET, body }: HostedJwks): Document {
  return { status, contentType, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function origin({ address, port, family }: AddressInfo, scheme: 'http' | 'https'): string {
  // A wildcard address is no address to call.
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `${scheme}://${family === 'IPv6' && host !== '127.0.0.1' ? `[${host}]` : host}:${port}`;
}

type HostedTrust = Pick<TrustMaterial, 'directoryJwks' | 'softwareJwks' | 'key' | 'client'>;

/** The documents of a run, by path. */
export interface KeySets extends Pick<Hosting, 'serve' | 'lured'> {
  find(path: string): Document;
}

/**
 * `/directory.jwks.json`, `/software/<id>.jwks.json`, the revoked sets (empty), and under `/rogue/` the keys nobody
 * should trust and the certificate nobody should fetch, which mutations point to.
 */
export function createKeySets(trust: HostedTrust): KeySets {
  const directory = documentOf({ body: trust.directoryJwks });
  const ordinary = documentOf({ body: trust.softwareJwks });
  const strangers = [
    ...(['rogue-signing', 'rogue-signing-ec'] as const),
    ...(['rogue-directory', 'rogue-directory-ec'] as const),
  ];
  const rogue = documentOf({ body: { keys: strangers.map((name) => trust.key(name).publicJwk) } });
  const revoked = documentOf({ body: EMPTY });
  const missing = documentOf({ status: 404, contentType: 'text/plain', body: 'no such key set\n' });
  const certificate = documentOf({ contentType: PEM, body: trust.client.cert });
  const overrides = new Map<string, Document>();
  const lured = new Set<string>();
  return {
    serve(softwareId, jwks) {
      if (jwks === undefined) overrides.delete(softwareId);
      else overrides.set(softwareId, documentOf(jwks));
    },
    lured: (softwareId) => lured.has(softwareId),
    find(path) {
      if (path.endsWith('/directory.jwks.json')) return directory;
      const [, victim, document] = ROGUE_PATH.exec(path) ?? [];
      if (victim !== undefined) {
        lured.add(victim);
        return document === 'pem' ? certificate : rogue;
      }
      const [, id, isRevoked] = PATH.exec(path) ?? [];
      if (id === undefined) return missing;
      return isRevoked === undefined ? (overrides.get(id) ?? ordinary) : revoked;
    },
  };
}

/**
 * Serves the key sets of a run on `--jwks-listen`, over HTTPS where a certificate is given. `onRequest` learns the path of each request.
 * Throws a UsageError when the address cannot be listened on.
 */
export async function startHosting(
  options: Pick<RunOptions, 'jwksListen' | 'jwksBaseUrl'>,
  trust: HostedTrust,
  onRequest: (path: string) => void = () => {},
  tls: { readonly key: string; readonly cert: string } | null = null,
): Promise<Hosting> {
  const { find, serve, lured } = createKeySets(trust);
  const answer: RequestListener = (request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    onRequest(path);
    const { status, contentType, body } = find(path);
    response.writeHead(status, {
      'content-type': contentType,
      'content-length': Buffer.byteLength(body),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    request.resume();
  };
  const server = tls === null ? createServer(answer) : createTlsServer(tls, answer);
  const address = await listen(server, options.jwksListen);
  return {
    baseUrl:
      options.jwksBaseUrl?.replace(/\/+$/, '') ?? origin(address, tls === null ? 'http' : 'https'),
    address: { host: options.jwksListen.host, port: address.port },
    serve,
    lured,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, at: { host: string; port: number }): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new UsageError(
          `cannot serve key sets on ${at.host}:${at.port}: ${error.message}`,
          'choose another address with --jwks-listen HOST:PORT; port 0 takes any free one',
          error,
        ),
      );
    });
    server.listen(at.port, at.host, () => resolve(server.address() as AddressInfo));
  });
}

/** Refuses, before anything is sent, a target that could not fetch the key sets it is pointed to. */
export function requireReachableKeySets(
  target: URL,
  loopback: boolean,
  baseUrl: string | null,
): void {
  if (loopback || baseUrl !== null) return;
  throw new UsageError(
    `${target.host} cannot fetch key sets from this machine without --jwks-base-url`,
    'make the address of --jwks-listen reachable (a tunnel, a public host) and name it with --jwks-base-url URL, ' +
      'or publish the key sets there yourself; a target on loopback needs none of this',
  );
}
