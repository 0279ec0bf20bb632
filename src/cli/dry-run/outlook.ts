import type { Rehearsal } from '../../engine/rehearse.ts';
import type { RunOptions } from '../../model/options.ts';
import { isLoopbackHost } from '../../net/address.ts';
import { createRoute } from '../../net/route.ts';
import { proxyName } from '../../net/tunnel.ts';
import { readCompact } from '../../payload/index.ts';
import { urlTemplate } from './listing.ts';

/** What is known of a run besides its requests, and what only the target can tell. Sentences for a person. */
export interface Outlook {
  /** Hosts that the user named, and the proxy. */
  readonly hosts: readonly string[];
  /** Which others the run may call. */
  readonly furtherHosts: readonly string[];
  /** URL under which the target fetches key sets; null where the run chooses a free port of loopback. */
  readonly keySets: string | null;
  readonly endpoints: readonly { readonly name: string; readonly url: string | null }[];
  /** What the run would refuse to start without. */
  readonly lacks: readonly string[];
  readonly unknown: readonly string[];
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function furtherHosts(options: RunOptions, target: URL): string[] {
  const { allowHosts, insecure } = options;
  const allowed = allowHosts.map((host) => `${host}, if discovery names it (--allow-host)`);
  if (isLoopbackHost(target.hostname)) return ['other ports of loopback, if discovery names them'];
  if (insecure || target.protocol !== 'https:') return allowed;
  return [...allowed, `others of the owner of ${target.hostname}, if discovery names them`];
}

function lacks(options: RunOptions, target: URL): string[] {
  if (isLoopbackHost(target.hostname)) return [];
  const keySets = '--jwks-base-url: the target has to reach the key sets of the run';
  const consent = '--yes: cases that may strain the target need the agreement of its owner';
  return [
    ...(options.jwksBaseUrl === null && options.supplied === null ? [keySets] : []),
    ...(options.include.includes('robustness') && !options.yes ? [consent] : []),
  ];
}

function readsFirst({ sent }: Rehearsal, target: URL): string {
  if (target.pathname.includes('/.well-known/')) return `GET ${target.href}`;
  const [first] = sent;
  return `GET ${first?.url ?? target.href} and the form of RFC 8414; if neither is there, ${target.href} is the registration endpoint itself, and cases that need a token endpoint do not apply without --token-endpoint`;
}

/** What depends on the answer to a question that a dry run does not ask. */
function unknown(rehearsal: Rehearsal, options: RunOptions, target: URL): string[] {
  const { plan, alternatives } = rehearsal;
  const template = urlTemplate(rehearsal.target);
  const needing = (...names: readonly string[]) =>
    plan.filter(({ case: { needs = [] } }) => needs.some((need) => names.includes(need))).length;
  const tried = alternatives.map((change) =>
    change.replaceAll(/https?:\/\/\S+/g, (url) => template(url)),
  );
  const operations =
    options.operations === null
      ? [
          `which operations it offers: its GET, PUT and DELETE are tried on the first client; ${needing('get', 'put', 'delete')} cases need one of them`,
        ]
      : [];
  return [
    `its endpoints: ${readsFirst(rehearsal, target)}; ${needing('introspection', 'revocation')} cases need an introspection or revocation endpoint`,
    `which valid registration it accepts: the first is sent; if it is refused, up to ${tried.length} more, one by one: ${tried.join(', ')}`,
    ...operations,
    'how it issues tokens: up to 4 token requests, by audience of the assertion, with and without scope',
    'how it errs: each registration that it should refuse and accepts costs a token request and a deletion more, each such update another client; a 429 or 503 with Retry-After is obeyed, up to 3 times a case',
  ];
}

/** Where the target fetches key sets. */
function keySetsOf({ supplied, jwksBaseUrl, profile }: RunOptions): string | null {
  if (supplied === null) return jwksBaseUrl;
  const named = supplied.statements.map(
    (ssa) => readCompact(ssa).claims[profile.ssa.names.jwksUri],
  );
  return [...new Set(named.map((url) => (typeof url === 'string' ? url : 'nowhere')))].join(', ');
}

/** `options` as the user gave them. */
export function outlookOf(rehearsal: Rehearsal, options: RunOptions): Outlook {
  const { registrationEndpoint, tokenEndpoint } = options;
  const endpoints = [
    { name: 'registration_endpoint', url: registrationEndpoint },
    { name: 'token_endpoint', url: tokenEndpoint },
  ];
  const keySets = keySetsOf(options);
  const none = { keySets, endpoints, lacks: [], unknown: [] };
  if (options.target === null) return { ...none, hosts: [], furtherHosts: [] };
  const target = new URL(options.target);
  const named = [options.target, registrationEndpoint, tokenEndpoint];
  const proxy = createRoute(options.proxy, options.resolve).proxyFor(target);
  return {
    hosts: [
      ...new Set(named.filter((url) => url !== null).map(hostOf)),
      ...(proxy === null ? [] : [`${proxyName(proxy)}, the proxy`]),
    ],
    furtherHosts: furtherHosts(options, target),
    keySets,
    endpoints,
    lacks: lacks(options, target),
    unknown: unknown(rehearsal, options, target),
  };
}
