import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';

export interface HandshakeOptions {
  /** Connected to the server already. */
  readonly socket: Socket;
  /** The name that the certificate has to be for. */
  readonly host: string;
  /** PEM of the authorities to trust; undefined: those that come with Node. */
  readonly ca: readonly string[] | undefined;
  /** Certificate to show, PEM; null shows none. */
  readonly client: { readonly key: string; readonly cert: string } | null;
  readonly timeoutMs: number;
}

export interface Secured {
  readonly protocol: string;
  readonly cipher: string;
  /** The server's certificate and those above it, as sent or found among the trusted. */
  readonly chain: readonly X509Certificate[];
  /** OpenSSL's name for what is wrong with the chain; null where it is trusted. */
  readonly untrusted: string | null;
  /** The certificate is not for the host. */
  readonly otherName: boolean;
}

export type Handshake =
  | { readonly secured: Secured; readonly failure: null }
  | {
      readonly secured: null;
      readonly failure: { readonly code: string | null; readonly message: string };
    };

const LONGEST_CHAIN = 10;

function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < LONGEST_CHAIN) {
    const certificate = new X509Certificate(next.raw);
    // The last one is its own issuer.
    if (chain.at(-1)?.fingerprint256 === certificate.fingerprint256) break;
    chain.push(certificate);
    next = next.issuerCertificate;
  }
  return chain;
}

/** One TLS handshake that accepts any certificate, and what can be told after it. Ends the connection; never rejects. */
export function shakeHands(options: HandshakeOptions): Promise<Handshake> {
  const { socket, host, ca, client, timeoutMs } = options;
  return new Promise((resolve) => {
    const fail = (code: string | null, message: string): void => {
      clearTimeout(timer);
      resolve({ secured: null, failure: { code, message } });
      socket.destroy();
    };
    const timer = setTimeout(
      () => fail('ETIMEDOUT', `no TLS handshake within ${timeoutMs} ms`),
      timeoutMs,
    );
    const secure = connect({
      socket,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca: [...ca] }),
      ...(client === null ? {} : { key: client.key, cert: client.cert }),
    });
    secure.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? null, error.message));
    secure.on('close', () => fail('ECONNRESET', 'the connection was closed'));
    secure.on('secureConnect', () => {
      clearTimeout(timer);
      const reason: unknown = secure.authorizationError;
      resolve({
        failure: null,
        secured: {
          protocol: secure.getProtocol() ?? 'unknown',
          cipher: secure.getCipher().name,
          chain: chainOf(secure),
          untrusted: secure.authorized ? null : String(reason),
          otherName: checkServerIdentity(host, secure.getPeerCertificate()) !== undefined,
        },
      });
      secure.destroy();
    });
  });
}
