import type { IncomingHttpHeaders } from 'node:http';
import type { TlsFacts, WireFailure } from '../model/exchange.ts';
import type { Net, NetRequest, NetResult } from '../net/net.ts';
import type { Answer } from './answer.ts';
import type { createApp } from './app.ts';
import type { Connection } from './connection.ts';
import type { Delivery } from './faults/fault.ts';
import { type PeerCertificate, thumbprintOf } from './peer-certificate.ts';

/** Header fields of which Node keeps the first where a request has several. */
const SINGLE = new Set(['authorization', 'content-length', 'content-type', 'host', 'user-agent']);

/** Statuses whose responses have no body (RFC 9110 6.4.1). */
const BODYLESS = new Set([204, 205, 304]);

function headersOf({ url, headers }: NetRequest): IncomingHttpHeaders {
  const joined: Record<string, string> = { host: new URL(url).host };
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = joined[key];
    if (before === undefined || key === 'host') joined[key] = value;
    else if (!SINGLE.has(key)) joined[key] = `${before}, ${value}`;
  }
  return joined;
}

/** What the sender sees of an answer that does not come as it should; null where it does. */
function failureOf(delivery: Delivery | null, timeoutMs: number): WireFailure | null {
  if (delivery === 'hang' || delivery === 'trickle') {
    return { kind: 'timeout', message: `no complete answer within ${timeoutMs} ms` };
  }
  if (delivery === 'reset' || delivery === 'cut') {
    return { kind: 'reset', message: 'other side closed (UND_ERR_SOCKET)' };
  }
  return null;
}

function responseOf(
  { status, headers, body }: Answer,
  method: string,
  delivery: Delivery | null,
): NonNullable<NetResult['response']> {
  const bytes = Buffer.from(BODYLESS.has(status) ? '' : (body ?? ''));
  const sent = BODYLESS.has(status)
    ? headers
    : [...headers, ['content-length', String(bytes.length)] as const];
  return {
    status,
    headers:
      delivery === 'capitals' ? sent.map(([name, value]) => [name.toUpperCase(), value]) : sent,
    body: method === 'HEAD' ? Buffer.alloc(0) : bytes,
  };
}

interface Certificate {
  readonly cert: string;
  readonly subjectDn: string;
}

/** Certificates that the identities present. */
interface Presented {
  readonly client: Certificate;
  readonly rogueClient: Certificate;
  readonly strangers: Readonly<Record<'expired' | 'other' | 'unlisted', Certificate>> | null;
}

/** A certificate as the server finds it that trusts the CA of the software. */
function presented(
  { cert, subjectDn }: Certificate,
  flaws: Partial<PeerCertificate> = {},
): PeerCertificate {
  return { subjectDn, trusted: true, current: true, thumbprint: thumbprintOf(cert), ...flaws };
}

type Certificates = Readonly<Record<string, PeerCertificate>>;

/** Read once for each set of trust material: a certificate takes longer to read than most requests to answer. */
const read = new WeakMap<Presented, Certificates>();

function certificatesOf(trust: Presented): Certificates {
  const known = read.get(trust) ?? readCertificates(trust);
  read.set(trust, known);
  return known;
}

function readCertificates(trust: Presented): Certificates {
  const { client, rogueClient, strangers } = trust;
  return {
    tpp: presented(client),
    rogue: presented(rogueClient, { trusted: false }),
    ...(strangers === null
      ? {}
      : {
          expired: presented(strangers.expired, { current: false }),
          other: presented(strangers.other),
          unlisted: presented(strangers.unlisted),
        }),
  };
}

/** Ways to connect that the TLS floor of the server ends before there is a request. */
const BELOW_THE_FLOOR = new Set(['tpp-old-tls', 'tpp-weak-ciphers']);

export interface InProcessOptions {
  readonly app: ReturnType<typeof createApp>;
  /** What the server listens to, in name. */
  readonly origin: string;
  readonly trust: Presented;
  readonly timeoutMs: number;
}

/**
 * Hands requests to the routes of a reference server, without sockets: TLS and client certificates are as the trust
 * material has them, and what a bad delivery looks like is told at once instead of being waited for.
 */
export function createInProcessNet({ app, origin, trust, timeoutMs }: InProcessOptions): Net {
  const certificates = certificatesOf(trust);
  const tlsOf = (identity: string): TlsFacts => ({
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    authorized: true,
    clientCertificate: identity !== 'none',
  });
  return {
    async request(request) {
      const { identity, method, url } = request;
      if (new URL(url).origin !== origin) {
        const failure = { kind: 'reset', message: 'other side closed (UND_ERR_SOCKET)' } as const;
        return { response: null, failure, tls: null };
      }
      if (BELOW_THE_FLOOR.has(identity)) {
        const message = 'the server ended the TLS handshake';
        return { response: null, failure: { kind: 'tls', message }, tls: null };
      }
      const sent = Buffer.from(request.body ?? '');
      let result: Omit<NetResult, 'tls'> | null = null;
      const connection: Connection = {
        method,
        headers: headersOf(request),
        certificate: () => certificates[identity] ?? null,
        body: async (limit) => (sent.length > limit ? null : sent.toString('latin1')),
        deliver: async (answer, delivery) => {
          const failure = failureOf(delivery, timeoutMs);
          const response = failure === null ? responseOf(answer, method, delivery) : null;
          result = { response, failure };
          return new Response(null);
        },
      };
      await app.fetch(new Request(url, { method }), connection);
      if (result === null) throw new Error(`${method} ${url} was not answered`);
      return {
        ...(result as Omit<NetResult, 'tls'>),
        tls: url.startsWith('https:') ? tlsOf(identity) : null,
      };
    },
    close: async () => {},
  };
}
