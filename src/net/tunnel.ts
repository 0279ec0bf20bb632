import { request as httpRequest, STATUS_CODES } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import type { ProxyAddress } from '../model/options.ts';

/** The code of every {@link ProxyError}. */
export const PROXY_ERROR = 'ERR_PROXY';

/** Why a proxy opened no tunnel. Nothing in the message comes from the proxy but its status, nor is a credential in it. */
export class ProxyError extends Error {
  readonly code = PROXY_ERROR;
  /** What the proxy answered to CONNECT; null where it gave no answer. */
  readonly status: number | null;

  constructor(message: string, status: number | null, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'ProxyError';
    this.status = status;
  }
}

export interface TunnelOptions {
  readonly proxy: ProxyAddress;
  /** Where the tunnel leads. */
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  /** PEM of authorities that may have certified an https proxy; undefined: the system's. */
  readonly ca?: readonly string[] | undefined;
  /** Finds the proxy's own address. */
  readonly lookup?: LookupFunction | undefined;
}

/** `host:port` of a proxy, as a person reads it. */
export function proxyName({ url }: ProxyAddress): string {
  return `${new URL(url).hostname}:${proxyPort(url)}`;
}

/** The port at which a proxy listens. */
export function proxyPort(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/**
 * A connection to `host:port` through a proxy, by CONNECT (RFC 9110 9.3.6), for http targets too: so an answer of the
 * proxy can never pass for one of the target. Rejects with a {@link ProxyError}.
 */
export function openTunnel(options: TunnelOptions): Promise<Socket> {
  const { proxy, host, port, timeoutMs } = options;
  const name = `the proxy ${proxyName(proxy)}`;
  const { hostname, protocol } = new URL(proxy.url);
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send({
      method: 'CONNECT',
      host: hostname.replace(/^\[|\]$/g, ''),
      port: proxyPort(proxy.url),
      path: authority,
      agent: false,
      headers: {
        host: authority,
        ...(proxy.credentials === null
          ? {}
          : {
              'proxy-authorization': `Basic ${Buffer.from(proxy.credentials).toString('base64')}`,
            }),
      },
      ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
      ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
    });
    const fail = (what: string, status: number | null, cause?: unknown): void => {
      clearTimeout(timer);
      reject(new ProxyError(`${name} ${what}`, status, cause));
      request.destroy();
    };
    const timer = setTimeout(() => fail(`opened no tunnel in ${timeoutMs} ms`, null), timeoutMs);
    request.on('error', (error: NodeJS.ErrnoException) =>
      fail(`cannot be used (${error.code ?? error.message})`, null, error),
    );
    request.on('response', () => fail('does not know CONNECT', null));
    request.on('connect', (response, socket, head) => {
      const { statusCode: status = 0 } = response;
      if (status < 200 || status > 299) {
        socket.destroy();
        const phrase = STATUS_CODES[status];
        const shown = phrase === undefined ? status : `${status} ${phrase}`;
        return fail(`answered CONNECT ${authority} with ${shown}`, status);
      }
      clearTimeout(timer);
      if (head.length > 0) socket.unshift(head);
      resolve(socket as Socket);
    });
    request.end();
  });
}
