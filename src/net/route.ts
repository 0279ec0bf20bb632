import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { ProxyAddress, ProxyOptions, ResolvedHost } from '../model/options.ts';
import { bareHost, isLoopbackHost } from './address.ts';

/** How connections find their way: through a proxy or not, and to which addresses. */
export interface Route {
  /** The proxy for `url`; null: directly. */
  proxyFor(url: URL): ProxyAddress | null;
  /** The addresses that stand for `host` at `port`; null: those that the system finds. */
  addressesOf(host: string, port: number): readonly string[] | null;
}

/** Everything directly, names as the system resolves them. */
export const DIRECT: Route = { proxyFor: () => null, addressesOf: () => null };

/** The port that `url` names or implies. */
export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function inRange(range: string, address: string): boolean {
  const [, net = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(range) ?? [];
  const family = isIP(net);
  if (family === 0 || isIP(address) !== family || Number(bits) > (family === 4 ? 32 : 128)) {
    return false;
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(net, Number(bits), type);
  return list.check(address, type);
}

/** Whether an entry of NO_PROXY is about `host` (in lower case, no brackets) at `port`. */
function excepts(entry: string, host: string, port: number): boolean {
  const [, name = '', only] = /^(\[[^\]]*\]|[^:]+|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (only !== undefined && Number(only) !== port) return false;
  const bare = name
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (bare === '*') return true;
  if (bare.includes('/')) return inRange(bare, host);
  return bare !== '' && (host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`)));
}

/** True where `url` is to be reached directly whatever proxy there is. */
export function isExcepted(except: readonly string[], url: URL): boolean {
  return except.some((entry) => excepts(entry, bareHost(url), portOf(url)));
}

/** The way of a run, from its options. */
export function createRoute(
  proxy: ProxyOptions | null,
  resolved: readonly ResolvedHost[] = [],
): Route {
  const known = new Map(
    resolved.map(({ host, port, addresses }) => [`${host.toLowerCase()} ${port}`, addresses]),
  );
  return {
    proxyFor(url) {
      const chosen = url.protocol === 'https:' ? proxy?.https : proxy?.http;
      if (proxy === null || chosen === null || chosen === undefined) return null;
      if (!proxy.loopback && isLoopbackHost(url.hostname)) return null;
      return isExcepted(proxy.except, url) ? null : chosen;
    },
    addressesOf: (host, port) =>
      known.get(`${host.replace(/^\[|\]$/g, '').toLowerCase()} ${port}`) ?? null,
  };
}

/** A lookup that answers with `addresses` whatever it is asked. */
export function fixedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const family = options.family === 4 || options.family === 6 ? options.family : 0;
    const fit = family === 0 ? all : all.filter((each) => each.family === family);
    const [first] = fit;
    if (first === undefined) {
      const error = Object.assign(new Error('no address of this family'), { code: 'ENOTFOUND' });
      return callback(error, '');
    }
    if (options.all === true) callback(null, fit);
    else callback(null, first.address, first.family);
  };
}

/** The lookup for `host` at `port`; undefined: the system's. */
export function lookupFor(route: Route, host: string, port: number): LookupFunction | undefined {
  const addresses = route.addressesOf(host, port);
  return addresses === null ? undefined : fixedLookup(addresses);
}
