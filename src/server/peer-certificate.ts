import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../rules/registration-input.ts';

export interface PeerCertificate extends ClientCertificate {
  /** It chains to the CA that this server trusts for clients. */
  readonly trusted: boolean;
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
  const peer = { subjectDn: rfc4514(certificate.subject), trusted: socket.authorized };
  known.set(socket, peer);
  return peer;
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
