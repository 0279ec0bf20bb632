import { createHash, X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../rules/registration-input.ts';

export interface PeerCertificate extends ClientCertificate {
  /** It chains to the CA that this server trusts for clients. */
  readonly trusted: boolean;
  /** Its time has come and has not passed; only known of a trusted one. */
  readonly current: boolean;
  /** SHA-256 of its DER, base64url: `x5t#S256` (RFC 8705 3.1). */
  readonly thumbprint: string;
}

const known = new WeakMap<Socket, PeerCertificate>();

/** The certificate that the peer of a TLS connection presented; null without one. */
export function peerCertificate(socket: Socket): PeerCertificate | null {
  const cached = known.get(socket);
  if (cached !== undefined) return cached;
  if (!(socket instanceof TLSSocket)) return null;
  // A resumed TLS 1.3 session counts as authorized even if no certificate was ever shown.
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  // Node types the code as an error.
  const problem = String(socket.authorizationError ?? '');
  const untimely = problem === 'CERT_HAS_EXPIRED' || problem === 'CERT_NOT_YET_VALID';
  const peer = {
    subjectDn: rfc4514(certificate.subject),
    trusted: socket.authorized || untimely,
    current: !untimely,
    thumbprint: thumbprint(certificate),
  };
  known.set(socket, peer);
  return peer;
}

function thumbprint({ raw }: X509Certificate): string {
  return createHash('sha256').update(raw).digest('base64url');
}

/** `x5t#S256` of a certificate in PEM. */
export function thumbprintOf(pem: string): string {
  return thumbprint(new X509Certificate(pem));
}

/** Node gives one attribute a line, in certificate order; RFC 4514 wants the last one first. */
function rfc4514(subject: string): string {
  return subject
    .split('\n')
    .toReversed()
    .map((line) => {
      const [type = '', ...rest] = line.split('=');
      return `${type}=${escapeValue(rest.join('='))}`;
    })
    .join(',');
}

function escapeValue(value: string): string {
  return value
    .replace(/[\\",+;<>]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}
