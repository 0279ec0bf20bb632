import { isExcepted } from '../net/route.ts';
import type { Reach } from './context.ts';
import { examineAddresses } from './host-addresses.ts';
import { examineProxy } from './proxy.ts';
import { about, type Row } from './row.ts';
import { examineTls } from './tls.ts';

/** What was learnt about the way to an origin. */
export interface HostReport {
  readonly rows: readonly Row[];
  /** Requests to it have a chance. */
  readonly usable: boolean;
}

/** Why there is no proxy in between, though one is configured; none where none is. */
function detour({ options, route }: Reach, url: URL): Row[] {
  if (options.proxy === null || route.proxyFor(url) !== null) return [];
  const { ok } = about('proxy', url.host);
  if (isExcepted(options.proxy.except, url)) return [ok('reached directly: NO_PROXY says so')];
  const byScheme = url.protocol === 'https:' ? options.proxy.https : options.proxy.http;
  return byScheme === null
    ? [
        ok(
          `reached directly: the proxy is for ${url.protocol === 'https:' ? 'http' : 'https'} alone`,
        ),
      ]
    : [ok('reached directly: loopback hosts go through --proxy only, not through HTTPS_PROXY')];
}

/** Name, addresses, proxy and TLS of the origin of `url`. Sends no request. */
export async function examineHost(reach: Reach, url: URL): Promise<HostReport> {
  const proxy = reach.route.proxyFor(url);
  const way =
    proxy === null
      ? await examineAddresses(reach, url).then(({ rows, addresses }) => ({
          rows: [...detour(reach, url), ...rows],
          addresses,
          usable: addresses.length > 0,
        }))
      : await examineProxy(reach, proxy, url).then((report) => ({ ...report, addresses: [] }));
  if (!way.usable || url.protocol !== 'https:') return { rows: way.rows, usable: way.usable };
  const tls = await examineTls(reach, url, way.addresses);
  return { rows: [...way.rows, ...tls.rows], usable: tls.usable };
}
