import type { X509Certificate } from 'node:crypto';
import { day, days, oneLine, shellHost, validity } from './names.ts';

/** What is wrong with a server's certificate, and what to do. */
export interface Fault {
  readonly found: string;
  readonly fix: string;
}

export interface Presented {
  readonly host: string;
  readonly port: number;
  /** What the server itself sent, its own certificate first. */
  readonly sent: readonly X509Certificate[];
  /** The same with what is found above it among the trusted. */
  readonly chain: readonly X509Certificate[];
  /** The chain ends at a certificate that is trusted here, dates aside. */
  readonly anchored: boolean;
  /** OpenSSL's verification result; null where the chain is trusted. */
  readonly untrusted: string | null;
  readonly otherName: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const NO_ISSUER = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Where a certificate says its issuer's is (RFC 5280 4.2.2.1). */
function issuerUrl(certificate: X509Certificate): string | null {
  return /CA Issuers - URI:(\S+)/.exec(certificate.infoAccess ?? '')?.[1] ?? null;
}

function withoutIssuer({ sent, host, port }: Presented): Fault {
  const top = sent.at(-1);
  const issuer = top === undefined ? 'its issuer' : oneLine(top.issuer);
  const url = top === undefined ? null : issuerUrl(top);
  if (sent.length === 1 && url !== null) {
    return {
      found: `the intermediate certificate ${issuer} is missing: the server sends its own certificate alone (it names ${url})`,
      fix: 'install the whole chain on the server; until then give the missing certificate with --ca FILE',
    };
  }
  const alone = sent.length === 1 ? ', and the server sends its own certificate alone' : '';
  return {
    found: `unknown CA ${issuer}: it is not trusted here${alone}`,
    fix: `give the PEM of that CA with --ca FILE; what the server sends: openssl s_client -showcerts -connect ${shellHost(host, port)} </dev/null`,
  };
}

const DATES = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

function selfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

/** A bad date hides from OpenSSL what else is wrong with a chain, so the chain itself is looked at. */
function reasonOf({ untrusted, anchored, sent }: Presented): string | null {
  if (untrusted === null || !DATES.has(untrusted)) return untrusted;
  const top = sent.at(-1);
  if (anchored || top === undefined) return null;
  if (!selfSigned(top)) return 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
  return sent.length === 1 ? 'DEPTH_ZERO_SELF_SIGNED_CERT' : 'SELF_SIGNED_CERT_IN_CHAIN';
}

function chainFault(presented: Presented): Fault | null {
  const { sent, host, port } = presented;
  const reason = reasonOf(presented);
  if (reason === null) return null;
  if (NO_ISSUER.has(reason)) return withoutIssuer(presented);
  const [leaf] = sent;
  const root = sent.at(-1);
  switch (reason) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return {
        found: `self-signed: ${leaf === undefined ? 'the certificate' : oneLine(leaf.subject)} vouches for itself`,
        fix: `give the certificate with --ca FILE (openssl s_client -connect ${shellHost(host, port)} </dev/null | openssl x509), or have one issued by a CA`,
      };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return {
        found: `unknown CA ${root === undefined ? '' : oneLine(root.subject)}: the server sends this root, which is not trusted here`,
        fix: 'give the PEM of that CA with --ca FILE',
      };
    default:
      return {
        found: `the chain is not trusted: ${reason}`,
        fix: `look at it: openssl s_client -showcerts -connect ${shellHost(host, port)} </dev/null`,
      };
  }
}

function dateFaults({ sent, chain, untrusted, now }: Presented): Fault[] {
  // In a chain that is trusted, a date that has passed is of a certificate that was not needed.
  if (untrusted === null) return [];
  const concerned = DATES.has(untrusted)
    ? new Map([...sent, ...chain].map((each) => [each.fingerprint256, each])).values()
    : sent.slice(0, 1);
  return [...concerned].flatMap((certificate) => {
    const { from, to } = validity(certificate);
    const who = oneLine(certificate.subject);
    if (to.getTime() < now) {
      return [
        {
          found: `expired ${day(to)}, ${days(now - to.getTime())} ago: ${who}`,
          fix: 'renew the certificate on the server',
        },
      ];
    }
    if (from.getTime() <= now) return [];
    return [
      {
        found: `not valid before ${day(from)}: ${who}`,
        fix: 'compare the clock of this machine; otherwise install a certificate that is valid now',
      },
    ];
  });
}

function nameFault({ sent, host, otherName }: Presented): Fault[] {
  const [leaf] = sent;
  if (!otherName || leaf === undefined) return [];
  const names = leaf.subjectAltName ?? `no host at all (subject ${oneLine(leaf.subject)})`;
  return [
    {
      found: `issued for ${names}, not for ${host}`,
      fix: 'use a name that is in the certificate (--resolve NAME:PORT:ADDRESS leads it to a host), or have one issued for this name',
    },
  ];
}

/** Everything that is wrong with a server's certificate, with the exact reason; empty where it is trusted. */
export function certificateFaults(presented: Presented): Fault[] {
  const dates = dateFaults(presented);
  const chain = chainFault(presented);
  const faults = [...(chain === null ? [] : [chain]), ...dates, ...nameFault(presented)];
  if (faults.length > 0 || presented.untrusted === null) return faults;
  // OpenSSL saw an end of validity that this clock has not: say so, rather than nothing.
  return [
    { found: `not trusted: ${presented.untrusted}`, fix: 'compare the clock of this machine' },
  ];
}
