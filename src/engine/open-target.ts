import { setTimeout as delay } from 'node:timers/promises';
import { isDropped } from '../checks/no-answer.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import { UsageError } from '../model/errors.ts';
import type { TlsIdentity } from '../model/keys.ts';
import type { RunOptions } from '../model/options.ts';
import type { BundledTarget } from '../model/target.ts';
import { isLoopbackHost } from '../net/address.ts';
import type { Net } from '../net/net.ts';
import { createRoute } from '../net/route.ts';
import { proxyName } from '../net/tunnel.ts';
import { type Clock, createLimiter, type Limiter } from '../wire/limiter.ts';
import { createRecorder, type Recorder } from '../wire/recorder.ts';
import { createSecretBook, type SecretBook } from '../wire/secret-book.ts';
import { statementSecrets } from '../wire/supplied.ts';
import { createWire, type Wire } from '../wire/wire.ts';
import { hostRules } from './hosts.ts';
import { runSecrets } from './run-secrets.ts';
import { namedUrls, type ResolvedTarget, resolveTarget } from './target.ts';

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms) => delay(ms).then(() => {}),
};

/** Milliseconds that a run waits in all for a target that asks for patience. */
const PAUSE_BUDGET = 5 * 60_000;
/** Requests a second towards a target that is not ours to flood. */
const REMOTE_RATE = 5;

interface Pace {
  readonly concurrency: number;
  readonly rate: number | null;
  readonly maxDurationMs: number | null;
}

/** How fast a target of this kind is tested, unless the user says otherwise. */
export function paceOf(
  options: Pick<RunOptions, 'concurrency' | 'rate' | 'maxDurationMs'>,
  kind: 'bundled' | 'loopback' | 'remote',
): Pace {
  const remote = kind === 'remote';
  const concurrency = { bundled: 16, loopback: 8, remote: 2 }[kind];
  return {
    concurrency: options.concurrency ?? concurrency,
    rate: options.rate ?? (remote ? REMOTE_RATE : null),
    maxDurationMs: options.maxDurationMs ?? (remote ? 30 * 60_000 : null),
  };
}

export interface OpenTargetInput {
  readonly options: RunOptions;
  readonly bundled: BundledTarget | null;
  readonly trust: TrustMaterial;
  readonly tool: { readonly name: string; readonly version: string };
  readonly clock: Clock;
  readonly net?: Net;
  /** The owner's part of a host name, where hosts of the target's owner may be called before discovery has been read: a run has called them already. */
  readonly domainOf?: ((host: string) => string) | null;
  /** Shared with other wires towards the same target. */
  readonly limiter?: Limiter;
  /** Learns the credentials of the exchanges. */
  readonly book?: SecretBook;
}

export interface Opened {
  readonly wire: Wire;
  readonly recorder: Recorder;
  readonly pace: Pace;
  /** What of an SSA of the user must not be shown; nothing where it may be recorded in full. */
  hide(ssa: string): void;
  /** Finds out what the target is; from then on the wire calls its hosts, and no others. */
  resolve(): Promise<ResolvedTarget>;
}

function requirePem(ca: string | null): void {
  if (ca === null || ca.includes('-----BEGIN CERTIFICATE-----')) return;
  throw new UsageError(
    'the file of --ca holds no PEM certificate',
    'it has to begin with -----BEGIN CERTIFICATE-----; convert DER with openssl x509 -inform der',
  );
}

/** How the run gets to the target, where that is not the obvious way. */
function routeNotes(options: RunOptions, target: URL | undefined): string[] {
  const proxy =
    target === undefined ? null : createRoute(options.proxy, options.resolve).proxyFor(target);
  return [
    ...(proxy === null ? [] : [`The target was reached through the proxy ${proxyName(proxy)}.`]),
    ...options.resolve.map(
      ({ host, port, addresses }) =>
        `${host}:${port} was taken to be at ${addresses.join(', ')}, as --resolve says.`,
    ),
  ];
}

/** What keeps a run to its pace. */
export function limiterFor({ concurrency, rate }: Pace, clock: Clock): Limiter {
  return createLimiter({ concurrency, rate, pauseBudgetMs: PAUSE_BUDGET, clock });
}

/** A wire as the options of the run want it; `allowed` says which hosts it may call. */
export function openWire(input: OpenTargetInput, pace: Pace, allowed: (url: URL) => boolean): Wire {
  const { options, bundled, trust, tool, clock, net } = input;
  return createWire({
    trust,
    ca: bundled?.ca ?? options.ca,
    systemCa: bundled === null,
    insecure: options.insecure,
    ...(bundled === null ? { route: createRoute(options.proxy, options.resolve) } : {}),
    headers: options.headers,
    userAgent: `${tool.name}/${tool.version}`,
    timeoutMs: options.timeoutMs,
    limiter: input.limiter ?? limiterFor(pace, clock),
    book: input.book ?? createSecretBook(runSecrets(options)),
    allowed,
    clock,
    ...(net === undefined ? {} : { net }),
  });
}

/** The wire towards the target. Sends nothing yet. Throws a UsageError for options that cannot work. */
export function openTarget(input: OpenTargetInput): Opened {
  const { options, bundled } = input;
  requirePem(options.ca);
  const named = namedUrls(options, bundled);
  const loopback = named[0] !== undefined && isLoopbackHost(named[0].hostname);
  const pace = paceOf(options, bundled === null ? (loopback ? 'loopback' : 'remote') : 'bundled');
  const { domainOf = null } = input;
  let allowed = hostRules({ named, allowHosts: options.allowHosts, domainOf });
  const { book = createSecretBook(runSecrets(options)) } = input;
  const wire = openWire({ ...input, book }, pace, (url) => allowed(url));
  const headers = new Set(options.headers.map(([name]) => name.toLowerCase()));
  // The statements of a real directory, and whose contacts they hold, are not ours to show.
  const mask = options.supplied !== null && options.record !== 'full';
  return {
    wire,
    recorder: createRecorder({ headers, book, mask }),
    pace,
    hide: (ssa) => {
      if (mask) book.remember(statementSecrets(ssa));
    },
    async resolve() {
      const fetch = (url: string, identity: TlsIdentity) =>
        wire.send({ method: 'GET', url, headers: [], body: null }, identity);
      // Public documents are asked for as anybody would; where the whole host wants a certificate, with ours.
      const get = async (url: string) => {
        const exchange = await fetch(url, 'none');
        const shut = url.startsWith('https:') && isDropped(exchange);
        if (!shut) return exchange;
        const known = await fetch(url, 'tpp');
        return known.response === null ? exchange : known;
      };
      const resolved = await resolveTarget(options, bundled, get);
      allowed = resolved.allowed;
      const detours = bundled === null ? routeNotes(options, named[0]) : [];
      return { ...resolved, notes: [...detours, ...resolved.notes] };
    },
  };
}
