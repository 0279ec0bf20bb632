import { rootCertificates } from 'node:tls';
import type { ProxyAddress } from '../model/options.ts';
import { bareHost } from '../net/address.ts';
import { lookupFor, portOf } from '../net/route.ts';
import { openTunnel, ProxyError, proxyName, proxyPort } from '../net/tunnel.ts';
import type { Reach } from './context.ts';
import { examineAddresses } from './host-addresses.ts';
import { about, type Row } from './row.ts';

function fixFor(status: number | null, loopback: boolean): string {
  switch (status) {
    case 407:
      return 'give the credentials: --proxy env:NAME with http://USER:PASSWORD@HOST:PORT in the variable';
    case 403:
    case 405:
      return 'have the proxy permit CONNECT to this host and port, or reach it directly (NO_PROXY)';
    case null:
      return 'check --proxy and HTTPS_PROXY; NO_PROXY names the hosts that need none';
    default:
      return loopback
        ? 'the proxy looks for loopback hosts on its own machine; NO_PROXY=localhost,127.0.0.1 reaches them directly'
        : 'the proxy cannot reach the target: ask whoever runs it, or reach the target directly (NO_PROXY)';
  }
}

/** A tunnel to the host of `url` through `proxy`, closed again: the row about it, and whether it can be used. */
async function examineTunnel(reach: Reach, proxy: ProxyAddress, url: URL): Promise<Row> {
  const host = bareHost(url);
  const port = portOf(url);
  const { ok, problem } = about('proxy', `${proxyName(proxy)} → ${url.hostname}:${port}`);
  try {
    const socket = await openTunnel(tunnelTo(reach, proxy, host, port));
    socket.destroy();
    return ok('CONNECT opens a tunnel; the proxy looks the name up');
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    const loopback = host === 'localhost' || host.startsWith('127.');
    return problem(error.message, fixFor(error.status, loopback));
  }
}

/** How a tunnel to `host`:`port` is opened. */
export function tunnelTo(reach: Reach, proxy: ProxyAddress, host: string, port: number) {
  const url = new URL(proxy.url);
  return {
    proxy,
    host,
    port,
    timeoutMs: reach.options.timeoutMs,
    ca: trusted(reach),
    lookup: lookupFor(reach.route, bareHost(url), proxyPort(proxy.url)),
  };
}

/** PEM of the authorities that connections trust; undefined: those that come with Node. */
export function trusted({ options }: Reach): readonly string[] | undefined {
  return options.ca === null ? undefined : [...rootCertificates, options.ca];
}

/** The proxy between us and `url`, step by step. */
export async function examineProxy(
  reach: Reach,
  proxy: ProxyAddress,
  url: URL,
): Promise<{ readonly rows: readonly Row[]; readonly usable: boolean }> {
  const itself = await examineAddresses(reach, new URL(proxy.url));
  const rows = itself.rows.map(
    (row): Row => ({
      ...row,
      area: 'proxy',
      fix: row.status === 'problem' ? fixFor(null, false) : row.fix,
    }),
  );
  if (itself.addresses.length === 0) return { rows, usable: false };
  const tunnel = await examineTunnel(reach, proxy, url);
  return { rows: [...rows, tunnel], usable: tunnel.status === 'ok' };
}
