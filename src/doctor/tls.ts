import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { bareHost } from '../net/address.ts';
import { portOf } from '../net/route.ts';
import { openTunnel } from '../net/tunnel.ts';
import { explainAlert } from './alerts.ts';
import { certificateFaults, type Fault } from './certificate-faults.ts';
import { connectTo } from './connect.ts';
import type { Reach } from './context.ts';
import { type Handshake, type HandshakeOptions, type Secured, shakeHands } from './handshake.ts';
import { day, days, oneLine, validity } from './names.ts';
import { trusted, tunnelTo } from './proxy.ts';
import { about, type Row } from './row.ts';

/** A certificate that ends sooner than this is worth a word. */
const SOON_MS = 21 * 86_400_000;

/** Opens a connection to the host of `url`: to `address`, or where that is null, through the proxy. */
async function open(reach: Reach, url: URL, address: string | null): Promise<Socket | string> {
  const port = portOf(url);
  if (address !== null) {
    const { value, problem } = await connectTo(address, port, reach.options.timeoutMs);
    return value?.socket ?? problem ?? '';
  }
  const proxy = reach.route.proxyFor(url);
  if (proxy === null) throw new Error('neither an address nor a proxy');
  return openTunnel(tunnelTo(reach, proxy, bareHost(url), port)).catch(
    (error: Error) => error.message,
  );
}

async function shake(
  reach: Reach,
  url: URL,
  address: string | null,
  how: Pick<HandshakeOptions, 'ca' | 'client'>,
): Promise<Handshake> {
  const socket = await open(reach, url, address);
  if (typeof socket === 'string') {
    return { secured: null, failure: { code: null, message: socket } };
  }
  const { timeoutMs } = reach.options;
  return shakeHands({ socket, host: bareHost(url), timeoutMs, ...how });
}

/** Whether the last certificate of a chain is one of those trusted here. */
function isAnchored(chain: readonly X509Certificate[], ca: string | null): boolean {
  const last = chain.at(-1)?.fingerprint256;
  const given = ca?.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return [...given, ...rootCertificates].some(
    (pem) => new X509Certificate(pem).fingerprint256 === last,
  );
}

async function faultsOf(
  reach: Reach,
  url: URL,
  address: string | null,
  secured: Secured,
  client: HandshakeOptions['client'],
): Promise<Fault[]> {
  if (secured.untrusted === null && !secured.otherName) return [];
  // Trusting nobody, so that the chain is what the server sends and nothing more.
  const alone = await shake(reach, url, address, { ca: [], client });
  return certificateFaults({
    host: bareHost(url),
    port: portOf(url),
    sent: alone.secured?.chain ?? secured.chain,
    chain: secured.chain,
    anchored: isAnchored(secured.chain, reach.options.ca),
    untrusted: secured.untrusted,
    otherName: secured.otherName,
    now: reach.clock.now(),
  });
}

function chainText(chain: readonly X509Certificate[], now: number): string {
  const [leaf, ...above] = chain;
  if (leaf === undefined) return 'no certificate';
  const { to } = validity(leaf);
  const root = above.at(-1);
  const under =
    root === undefined ? `issued by ${oneLine(leaf.issuer)}` : `under ${oneLine(root.subject)}`;
  const left = to.getTime() - now;
  const ends = left > 0 && left < SOON_MS ? ` (in ${days(left)})` : '';
  return `${oneLine(leaf.subject)}, ${under}, until ${day(to)}${ends}`;
}

/** What the TLS of one address has to say. */
interface Report {
  readonly rows: readonly Row[];
  readonly usable: boolean;
}

async function reportOf(
  reach: Reach,
  url: URL,
  address: string | null,
  subject: string,
): Promise<Report> {
  const { ok, note, problem } = about('tls', subject);
  const ca = trusted(reach);
  let client: HandshakeOptions['client'] = null;
  let handshake = await shake(reach, url, address, { ca, client });
  if (handshake.secured === null) {
    // Before TLS 1.3 a server that insists on a client certificate ends the handshake without one.
    client = reach.trust.client;
    const second = await shake(reach, url, address, { ca, client });
    if (second.secured === null) {
      const { code, message } = handshake.failure;
      const { found, fix } = explainAlert(code, message);
      const other = second.failure.code;
      const also =
        other === code
          ? []
          : [`with our client certificate: ${explainAlert(other, second.failure.message).found}`];
      return { rows: [problem(found, fix, also)], usable: false };
    }
    handshake = second;
  }
  const { secured } = handshake;
  const version = ok(`${secured.protocol}, ${secured.cipher}`);
  const chain = chainText(secured.chain, reach.clock.now());
  const faults = await faultsOf(reach, url, address, secured, client);
  if (faults.length === 0) return { rows: [version, ok(chain)], usable: true };
  if (reach.options.insecure) {
    const accepted = faults.map(({ found, fix }) => note(`accepted by --insecure: ${found}`, fix));
    return { rows: [version, ...accepted], usable: true };
  }
  const bad = faults.map(({ found, fix }) => problem(found, fix, [`certificate: ${chain}`]));
  return { rows: [version, ...bad], usable: false };
}

/** A row where the host of an http URL turns out to speak TLS; null where it does not. */
export async function mistakenScheme(reach: Reach, url: URL): Promise<Row | null> {
  if (url.protocol !== 'http:') return null;
  const host = bareHost(url);
  const proxied = reach.route.proxyFor(url) !== null;
  const address = reach.route.addressesOf(host, portOf(url))?.[0] ?? host;
  const { secured } = await shake(reach, url, proxied ? null : address, { ca: [], client: null });
  if (secured === null) return null;
  return about('tls', url.host).problem(
    `the server speaks TLS at this port (${secured.protocol}), the target says http`,
    'write https:// instead of http://',
  );
}

function sameRows(reports: readonly Report[]): boolean {
  const texts = reports.map(({ rows }) =>
    rows.map(({ status, found }) => `${status} ${found}`).join('\n'),
  );
  return new Set(texts).size === 1;
}

/**
 * TLS with the host of `url` at each of `addresses` (through the proxy where there are none): version, cipher suite,
 * chain, dates, names. Usable where one address can be trusted.
 */
export async function examineTls(
  reach: Reach,
  url: URL,
  addresses: readonly string[],
): Promise<Report> {
  const name = `${url.hostname}:${portOf(url)}`;
  const ways = addresses.length === 0 ? [null] : addresses;
  const reports = await Promise.all(ways.map((address) => reportOf(reach, url, address, name)));
  const [first] = reports;
  if (first === undefined || sameRows(reports)) return first ?? { rows: [], usable: false };
  return {
    rows: reports.flatMap(({ rows }, index) =>
      rows.map((row): Row => ({ ...row, subject: `${name} (${ways[index]})` })),
    ),
    usable: reports.some(({ usable }) => usable),
  };
}
