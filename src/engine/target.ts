import type { Capability } from '../model/case.ts';
import type { RunOptions } from '../model/options.ts';
import type { BundledTarget, TargetFacts } from '../model/target.ts';
import { isLoopbackHost } from '../net/address.ts';
import { type Get, targetUrl, understand } from './discovery.ts';
import { chooseEndpoints } from './endpoints.ts';
import { hostRules } from './hosts.ts';

export interface ResolvedTarget {
  readonly facts: TargetFacts;
  readonly notes: readonly string[];
  readonly allowed: (url: URL) => boolean;
}

type Options = Pick<
  RunOptions,
  'target' | 'registrationEndpoint' | 'tokenEndpoint' | 'allowHosts' | 'insecure' | 'include'
>;

/** URLs that the user gave, the target first. */
export function namedUrls(options: Options, bundled: BundledTarget | null): URL[] {
  const { target, registrationEndpoint, tokenEndpoint } = options;
  const urls = [targetUrl(target ?? bundled?.url ?? '', '--target')];
  if (registrationEndpoint !== null) {
    urls.push(targetUrl(registrationEndpoint, '--registration-endpoint'));
  }
  if (tokenEndpoint !== null) urls.push(targetUrl(tokenEndpoint, '--token-endpoint'));
  return urls;
}

/** What follows from the endpoints alone; the operations are found out by calibration. */
function capabilities(facts: Omit<TargetFacts, 'capabilities'>, options: Options): Set<Capability> {
  const { endpoints } = facts;
  const https = endpoints.registration.startsWith('https:');
  const offered: readonly (readonly [Capability, boolean])[] = [
    ['trusted', true],
    ['discovery', facts.discovery !== null],
    ['token', endpoints.token !== null],
    ['introspection', endpoints.introspection !== null],
    ['revocation', endpoints.revocation !== null],
    ['authorization', endpoints.authorization !== null],
    ['https', https],
    ['mtls', https],
    ['robustness', facts.loopback || options.include.includes('robustness')],
  ];
  return new Set(offered.filter(([, is]) => is).map(([name]) => name));
}

/**
 * Finds out what the target is, and which hosts may be called. `get` fetches from the hosts the user named.
 * Throws a UsageError for a URL that is none, a TargetError for a target that cannot be tested.
 */
export async function resolveTarget(
  options: Options,
  bundled: BundledTarget | null,
  get: Get,
): Promise<ResolvedTarget> {
  const named = namedUrls(options, bundled);
  const [target] = named;
  if (target === undefined) throw new Error('no target');
  const understood = await understand(target, get);
  const { discovery, discoveryUrl, understoodAs } = understood;
  const loopback = isLoopbackHost(target.hostname);
  const verified = discoveryUrl?.startsWith('https:') === true && !options.insecure;
  // The public suffix list is large, and nothing on loopback is told apart by it.
  const domainOf =
    verified && !loopback ? (await import('./registrable-domain.ts')).registrableDomain : null;
  const allowed = hostRules({ named, allowHosts: options.allowHosts, domainOf });
  const itself = understoodAs === 'registration-endpoint' ? target.href : null;
  const { endpoints, foreign, notes } = chooseEndpoints({
    discovery,
    allowed,
    registration: options.registrationEndpoint ?? itself,
    token: options.tokenEndpoint,
  });
  const facts = {
    kind: bundled === null ? ('remote' as const) : ('bundled' as const),
    url: options.target ?? target.href,
    understoodAs,
    issuer: typeof discovery?.issuer === 'string' ? discovery.issuer : null,
    discoveryUrl,
    discovery,
    endpoints,
    foreign,
    loopback,
  };
  return { facts: { ...facts, capabilities: capabilities(facts, options) }, notes, allowed };
}
