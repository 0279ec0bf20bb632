import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { TargetFacts } from '../../model/target.ts';
import { isLoopbackHost } from '../../net/address.ts';
import type { Net } from '../../net/net.ts';
import type { Clock } from '../../wire/limiter.ts';
import type { Ground } from '../context.ts';
import { type Hosting, startHosting } from '../hosting.ts';
import type { RunEntry } from '../ledger/entry.ts';
import { NO_LEDGER } from '../ledger/ledger.ts';
import { openTarget } from '../open-target.ts';

export interface GroundInput {
  readonly run: RunEntry;
  /** Of the cleanup; what they leave open is as in the run. */
  readonly options: RunOptions;
  readonly profile: Profile;
  readonly trust: TrustMaterial;
  readonly tool: { readonly name: string; readonly version: string };
  readonly clock: Clock;
  readonly net?: Net;
}

export interface OpenGround {
  readonly ground: Ground;
  /** Clients at a time. */
  readonly width: number;
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** The options of the run, as far as deleting its clients depends on them. */
function asInRun(options: RunOptions, run: RunEntry): RunOptions {
  return {
    ...options,
    target: run.target,
    seed: run.seed,
    runId: run.runId,
    registrationEndpoint: run.registrationEndpoint,
    tokenEndpoint: options.tokenEndpoint ?? run.tokenEndpoint,
    tokenScope: options.tokenScope ?? run.tokenScope,
    assertionAudience: options.assertionAudience ?? run.assertionAudience,
  };
}

/** What the run knew of its target, without asking it again. */
function factsOf(run: RunEntry, options: RunOptions): TargetFacts {
  const { target, issuer, registrationEndpoint: registration } = run;
  const { tokenEndpoint: token } = options;
  return {
    kind: 'remote',
    url: target,
    understoodAs: 'registration-endpoint',
    issuer,
    discoveryUrl: null,
    discovery: null,
    endpoints: {
      registration,
      token,
      introspection: null,
      revocation: null,
      authorization: null,
      jwks: null,
    },
    foreign: [],
    loopback: isLoopbackHost(new URL(target).hostname),
    capabilities: new Set(),
  };
}

/** Serves the key sets of the run's software once more where the run did: a target fetches them to verify our tokens. */
async function hostAgain(
  { keySets }: RunEntry,
  trust: TrustMaterial,
): Promise<{ hosting: Hosting; notes: readonly string[] }> {
  const { host, port, baseUrl } = keySets;
  try {
    const at = { jwksListen: { host, port }, jwksBaseUrl: baseUrl };
    return { hosting: await startHosting(at, trust), notes: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      hosting: {
        baseUrl,
        address: { host, port },
        serve: () => {},
        lured: () => false,
        close: () => Promise.resolve(),
      },
      notes: [`${why}; a target that fetches key sets anew refuses the tokens made here`],
    };
  }
}

/** Everything that deleting the clients of `run` is done with. */
export async function openGround(input: GroundInput): Promise<OpenGround> {
  const { run, profile, trust, tool, clock, net } = input;
  const options = asInRun(input.options, run);
  const { registrableDomain } = await import('../registrable-domain.ts');
  const { wire, pace } = openTarget({
    options,
    bundled: null,
    trust,
    tool,
    clock,
    domainOf: options.insecure ? null : registrableDomain,
    ...(net === undefined ? {} : { net }),
  });
  const { hosting, notes } = await hostAgain(run, trust);
  const target = factsOf(run, options);
  return {
    ground: {
      options,
      profile,
      trust,
      target,
      wire,
      hosting,
      ledger: NO_LEDGER,
      clock,
      supply: null,
    },
    width: pace.concurrency,
    notes,
    async close() {
      await hosting.close();
      await wire.close();
    },
  };
}
