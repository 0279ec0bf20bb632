import { isIP } from 'node:net';
import { bareHost, isLoopbackHost } from '../net/address.ts';

/** Second-level labels under which registries of countries register (`bank.co.uk`): one more label then counts. */
const SECOND_LEVEL = new Set(['ac', 'co', 'com', 'edu', 'gov', 'ltd', 'net', 'nom', 'org', 'plc']);

/**
 * The part of a host name that one owner registers: the last two labels, or three under a country's second level.
 * An address is its own. Errs towards a longer name, so that strangers are never taken for one owner.
 */
export function registrableDomain(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return name;
  const labels = name.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const size = top.length === 2 && SECOND_LEVEL.has(second) ? 3 : 2;
  return labels.slice(-size).join('.');
}

export interface HostRules {
  /** The URL the user gave, and endpoints the user named. */
  readonly named: readonly URL[];
  /** `--allow-host`: a name, or a name with its port. */
  readonly allowHosts: readonly string[];
  /** Discovery was read over TLS that was verified: hosts of the same owner may be believed. */
  readonly verified: boolean;
}

/**
 * Which hosts a run may call: those the user named; on loopback any other loopback port; elsewhere hosts under the same
 * registrable domain, if the discovery document came over verified TLS.
 */
export function hostRules({ named, allowHosts, verified }: HostRules): (url: URL) => boolean {
  const listed = new Set(allowHosts.map((host) => host.toLowerCase()));
  const loopback = named.some((url) => isLoopbackHost(url.hostname));
  const hosts = new Set(named.map((url) => bareHost(url)));
  const domains = new Set(verified ? named.map((url) => registrableDomain(bareHost(url))) : []);
  return (url) => {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
    if (listed.has(bareHost(url)) || listed.has(url.host.toLowerCase())) return true;
    if (isLoopbackHost(url.hostname)) return loopback;
    const host = bareHost(url);
    return hosts.has(host) || (isIP(host) === 0 && domains.has(registrableDomain(host)));
  };
}
