import { BlockList, isIP } from 'node:net';

export type AddressKind = 'public' | 'loopback' | 'private';

type Family = 'ipv4' | 'ipv6';

function blockList(family: Family, ranges: readonly (readonly [net: string, prefix: number])[]) {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, family);
  return list;
}

const LOOPBACK_4 = blockList('ipv4', [['127.0.0.0', 8]]);

// Special-purpose registries of RFC 6890: nothing here is a host of the public Internet.
const PRIVATE_4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);

const PRIVATE_6 = blockList('ipv6', [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]);

// An IPv4 address in IPv6 clothes reaches the IPv4 host, so it is judged as that.
const MAPPED = blockList('ipv6', [['::ffff:0:0', 96]]);
const NAT64 = blockList('ipv6', [['64:ff9b::', 96]]);

/** The last 32 bits of an IPv6 address as an IPv4 address. */
function embedded(address: string): string {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (dotted !== undefined) return dotted;
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const groups = canonical.split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * What kind of host an IP address (v4 or v6, without brackets or zone) leads to.
 * Anything that is not an address counts as `private`, so that a doubt never opens a door.
 */
export function addressKind(address: string): AddressKind {
  switch (isIP(address)) {
    case 4:
      if (LOOPBACK_4.check(address, 'ipv4')) return 'loopback';
      return PRIVATE_4.check(address, 'ipv4') ? 'private' : 'public';
    case 6:
      if (address.includes('%')) return 'private';
      if (new URL(`http://[${address}]/`).hostname === '[::1]') return 'loopback';
      if (MAPPED.check(address, 'ipv6')) return addressKind(embedded(address));
      if (NAT64.check(address, 'ipv6')) {
        return addressKind(embedded(address)) === 'public' ? 'public' : 'private';
      }
      return PRIVATE_6.check(address, 'ipv6') ? 'private' : 'public';
    default:
      return 'private';
  }
}

/** Host of a URL without the brackets of an IPv6 literal and without a trailing dot, in lower case. */
export function bareHost(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** The host asked for last: a run asks for the same one with every request. */
let asked = { host: '', loopback: false };

/** True for `localhost`, its sub-domains (RFC 6761 6.3) and loopback addresses. */
export function isLoopbackHost(host: string): boolean {
  if (asked.host !== host) asked = { host, loopback: isLoopback(host) };
  return asked.loopback;
}

function isLoopback(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || addressKind(name) === 'loopback';
}
