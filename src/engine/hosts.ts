import { isIP } from 'node:net';
import { bareHost, isLoopbackHost } from '../net/address.ts';

export interface HostRules {
  /** The URL the user gave, and endpoints the user named. */
  readonly named: readonly URL[];
  /** `--allow-host`: a name, or a name with its port. */
  readonly allowHosts: readonly string[];
  /** The owner's part of a host name; null where discovery was not read over TLS that was verified: no other host is believed then. */
  readonly domainOf: ((host: string) => string) | null;
}

/**
 * Which hosts a run may call: those the user named; on loopback any other loopback port; elsewhere hosts under the same
 * registrable domain, if the discovery document came over verified TLS. Never with a user name in the URL.
 */
export function hostRules({ named, allowHosts, domainOf }: HostRules): (url: URL) => boolean {
  const listed = new Set(allowHosts.map((host) => host.toLowerCase()));
  const loopback = named.some((url) => isLoopbackHost(url.hostname));
  const hosts = new Set(named.map((url) => bareHost(url)));
  const sameOwner = (host: string): boolean =>
    domainOf !== null &&
    isIP(host) === 0 &&
    [...hosts].some((other) => domainOf(other) === domainOf(host));
  return (url) => {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
    if (url.username !== '' || url.password !== '') return false;
    if (listed.has(bareHost(url)) || listed.has(url.host.toLowerCase())) return true;
    if (isLoopbackHost(url.hostname)) return loopback;
    const host = bareHost(url);
    return hosts.has(host) || sameOwner(host);
  };
}
