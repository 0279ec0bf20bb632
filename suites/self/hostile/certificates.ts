import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueCertificate } from '../../../src/keys/certificates.ts';
import type { SubjectAttribute } from '../../../src/keys/distinguished-name.ts';
import {
  ISSUING_CA_SUBJECT,
  ROGUE_CA_SUBJECT,
  SERVER_SUBJECT,
} from '../../../src/keys/organisation.ts';
import type { TrustMaterial } from '../../../src/keys/trust-material.ts';
import type { Hostile } from './hostile.ts';

const DAY = 86_400_000;

/** Seen by who looks at the certificate: it must not reach a terminal as it is. */
const NASTY = 'evil\u001b[31m\r\n::error::boo\u009b2J';

interface Certified {
  readonly from?: number;
  readonly until?: number;
  readonly by?: 'issuing' | 'rogue' | 'itself';
  readonly subject?: readonly SubjectAttribute[];
  readonly use?: 'tls-server' | 'tls-client';
  /** Send the leaf alone. */
  readonly alone?: boolean;
}

/** Servers whose certificate is wrong, or whose TLS is. The client trusts the CA of `trust`. */
export function certificates(trust: TrustMaterial): readonly Hostile[] {
  const pem = (path: string) => readFile(join(trust.dir, path), 'utf8');
  const certified =
    (how: Certified): NonNullable<Hostile['tls']> =>
    async () => {
      const { key } = trust.server;
      const subject = how.subject ?? SERVER_SUBJECT;
      const issuer = {
        issuing: async () => ({
          subject: ISSUING_CA_SUBJECT,
          key: await pem('ca/issuing.key.pem'),
        }),
        rogue: async () => ({ subject: ROGUE_CA_SUBJECT, key: await pem('rogue/ca.key.pem') }),
        itself: async () => ({ subject, key }),
      }[how.by ?? 'issuing'];
      const leaf = issueCertificate({
        use: how.use ?? 'tls-server',
        subject,
        key,
        issuer: await issuer(),
        notBefore: new Date(Date.now() + (how.from ?? -1) * DAY),
        notAfter: new Date(Date.now() + (how.until ?? 30) * DAY),
      });
      const chain = how.by === undefined && how.alone !== true ? await pem('ca/issuing.pem') : '';
      return { key, cert: leaf + chain };
    };
  const proper = async () => trust.server;

  return [
    {
      name: 'an expired certificate',
      tls: certified({ from: -30, until: -1 }),
      fromStart: 3,
      says: /CERT_HAS_EXPIRED/,
    },
    {
      name: 'a certificate of tomorrow',
      tls: certified({ from: 1 }),
      fromStart: 3,
      says: /CERT_NOT_YET_VALID/,
    },
    {
      name: 'a certificate for another name',
      tls: proper,
      named: '[::ffff:127.0.0.1]',
      fromStart: 3,
      says: /ERR_TLS_CERT_ALTNAME_INVALID/,
    },
    {
      name: 'a self-signed certificate',
      tls: certified({ by: 'itself' }),
      fromStart: 3,
      says: /DEPTH_ZERO_SELF_SIGNED_CERT/,
    },
    {
      name: 'a certificate of an unknown CA',
      tls: certified({ by: 'rogue' }),
      fromStart: 3,
      says: /UNABLE_TO_/,
    },
    {
      name: 'a certificate without its chain',
      tls: certified({ alone: true }),
      fromStart: 3,
      says: /UNABLE_TO_/,
    },
    {
      name: 'a certificate for clients',
      tls: certified({ use: 'tls-client' }),
      fromStart: 3,
      says: /INVALID_PURPOSE|ALTNAME/,
    },
    {
      name: 'a certificate with escapes in its names',
      tls: certified({
        by: 'rogue',
        subject: [
          { type: '2.5.4.10', value: NASTY },
          { type: '2.5.4.3', value: NASTY },
        ],
      }),
      fromStart: 3,
    },
    {
      name: 'HTTP/2 only',
      tls: async () => ({ ...trust.server, ALPNProtocols: ['h2'] }),
      fromStart: 3,
      says: /no_application_protocol|alert number 120|ALPN/i,
    },
    {
      name: 'TLS 1.1 only',
      tls: async () => ({
        ...trust.server,
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'ALL:@SECLEVEL=0',
      }),
      fromStart: 3,
    },
    {
      name: 'a TLS handshake that never ends',
      hangs: true,
      scheme: 'https',
      fromStart: 3,
      says: /timeout|within/i,
    },
    {
      name: 'plain HTTP on the port of TLS',
      scheme: 'https',
      greet: (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
      fromStart: 3,
      says: /TLS/,
    },
    {
      name: 'a TLS alert',
      scheme: 'https',
      greet: (socket) => void socket.end(Buffer.from('15030300020228', 'hex')),
      fromStart: 3,
      says: /TLS/,
    },
    { name: 'proper TLS', tls: proper, fromStart: 0, later: 0 },
  ];
}
