import { isIP } from 'node:net';
import { addressKind, bareHost } from '../net/address.ts';
import { portOf } from '../net/route.ts';
import { addressesOf, connectTo } from './connect.ts';
import type { Reach } from './context.ts';
import { about, type Row } from './row.ts';

/** What was learnt about the ways to a host: rows, and the addresses that take connections. */
export interface HostAddresses {
  readonly rows: readonly Row[];
  readonly addresses: readonly string[];
}

/** Addresses beyond these are not tried one by one. */
const MOST_ADDRESSES = 8;

function described(address: string): string {
  const kind = addressKind(address);
  return kind === 'public' ? address : `${address} (${kind})`;
}

async function resolveHost(
  { route, options }: Reach,
  host: string,
  port: number,
): Promise<HostAddresses> {
  const { ok, problem } = about('dns', host);
  const given = route.addressesOf(host, port);
  if (given !== null) {
    const rows = [ok(`${given.map(described).join(', ')}, as --resolve says`)];
    return { rows, addresses: given };
  }
  if (isIP(host) !== 0) return { rows: [ok('an address, no name to look up')], addresses: [host] };
  const found = await addressesOf(host, options.timeoutMs);
  if (found.value === null) {
    const fix =
      'check the name; a VPN may be needed to see it; --resolve HOST:PORT:ADDRESS does without a name server';
    return { rows: [problem(found.problem, fix)], addresses: [] };
  }
  return { rows: [ok(found.value.map(described).join(', '))], addresses: found.value };
}

/** Looks the host of `url` up, and connects to each of its addresses. */
export async function examineAddresses(reach: Reach, url: URL): Promise<HostAddresses> {
  const host = bareHost(url);
  const port = portOf(url);
  const { rows, addresses } = await resolveHost(reach, host, port);
  const tried = await Promise.all(
    addresses.slice(0, MOST_ADDRESSES).map(async (address) => {
      const outcome = await connectTo(address, port, reach.options.timeoutMs);
      outcome.value?.socket.destroy();
      return { address, outcome };
    }),
  );
  const open = tried.filter(({ outcome }) => outcome.value !== null);
  const connections = tried.map(({ address, outcome }): Row => {
    const { ok, note, problem } = about(
      'tcp',
      isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`,
    );
    if (outcome.value !== null) return ok(`connected in ${outcome.value.ms} ms`);
    // Connections go on to the next address, so one that is shut does no harm.
    if (open.length > 0) return note(`${outcome.problem}; the other addresses are used`);
    return problem(
      outcome.problem,
      'is the server running, is the port right, and does a firewall let this machine through?',
    );
  });
  return { rows: [...rows, ...connections], addresses: open.map(({ address }) => address) };
}
