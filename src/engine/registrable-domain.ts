import { getDomain } from 'tldts';

/**
 * The part of a host name that one owner registers, by the public suffix list with its private section: customers of one
 * hosting company are strangers to each other. An address, or a name that is a public suffix itself, is its own.
 */
export function registrableDomain(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  return getDomain(name, { allowPrivateDomains: true, extractHostname: false }) ?? name;
}
