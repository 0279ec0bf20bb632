import { rootCertificates } from 'node:tls';
import type { TlsClient } from '../keys/trust-material.ts';
import type { TlsIdentity } from '../model/keys.ts';
import type { TlsSettings } from '../net/net.ts';

/** Certificates of the identities, as the trust material has them. */
interface ClientCertificates {
  readonly client: Certificate;
  readonly rogueClient: Certificate;
  readonly strangers: Readonly<Record<'expired' | 'other' | 'unlisted', Certificate>> | null;
}

type Certificate = Pick<TlsClient, 'key' | 'cert'>;

export interface IdentityOptions {
  readonly trust: ClientCertificates;
  /** PEM of certificate authorities to trust; null: the system's. */
  readonly ca: string | null;
  /** `ca` is trusted besides the system's authorities (true) or instead of them. */
  readonly systemCa: boolean;
  /** Any server certificate will do. */
  readonly insecure: boolean;
}

// OpenSSL offers neither at its ordinary security level.
const OLD_TLS = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;

/** Without forward secrecy, or in CBC mode: none is recommended by BCP 195 (RFC 9325 4.2). */
const WEAK_SUITES = [
  ...['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA256', 'AES256-SHA256'],
  ...['AES128-SHA', 'AES256-SHA'],
  ...['ECDHE-RSA', 'ECDHE-ECDSA', 'DHE-RSA'].flatMap((exchange) =>
    ['AES128-SHA256', 'AES256-SHA384', 'AES256-SHA256', 'AES128-SHA', 'AES256-SHA'].map(
      (suite) => `${exchange}-${suite}`,
    ),
  ),
];

const WEAK_CIPHERS = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ciphers: [...WEAK_SUITES, '@SECLEVEL=0'].join(':'),
} as const;

/** How each identity opens its connections. */
export function identities(options: IdentityOptions): Record<TlsIdentity, TlsSettings> {
  const { ca, systemCa, trust } = options;
  const common = {
    rejectUnauthorized: !options.insecure,
    ...(ca === null ? {} : { ca: systemCa ? [...rootCertificates, ca] : [ca] }),
  };
  const as = ({ key, cert }: Certificate): TlsSettings => ({ ...common, key, cert });
  const { client, rogueClient, strangers } = trust;
  return {
    none: common,
    tpp: as(client),
    rogue: as(rogueClient),
    expired: as(strangers?.expired ?? rogueClient),
    other: as(strangers?.other ?? rogueClient),
    unlisted: as(strangers?.unlisted ?? rogueClient),
    'tpp-old-tls': { ...as(client), offer: OLD_TLS },
    'tpp-weak-ciphers': { ...as(client), offer: WEAK_CIPHERS },
  };
}
