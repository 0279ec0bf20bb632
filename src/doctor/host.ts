import type { Reach } from './context.ts';
import { examineAddresses } from './host-addresses.ts';
import { examineProxy } from './proxy.ts';
import type { Row } from './row.ts';
import { examineTls } from './tls.ts';

/** What was learnt about the way to an origin. */
export interface HostReport {
  readonly rows: readonly Row[];
  /** Requests to it have a chance. */
  readonly usable: boolean;
}

/** Name, addresses, proxy and TLS of the origin of `url`. Sends no request. */
export async function examineHost(reach: Reach, url: URL): Promise<HostReport> {
  const proxy = reach.route.proxyFor(url);
  const way =
    proxy === null
      ? await examineAddresses(reach, url).then(({ rows, addresses }) => ({
          rows,
          addresses,
          usable: addresses.length > 0,
        }))
      : await examineProxy(reach, proxy, url).then((report) => ({ ...report, addresses: [] }));
  if (!way.usable || url.protocol !== 'https:') return { rows: way.rows, usable: way.usable };
  const tls = await examineTls(reach, url, way.addresses);
  return { rows: [...way.rows, ...tls.rows], usable: tls.usable };
}
