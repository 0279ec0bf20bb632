import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES, casesFor } from '../../src/cases/index.ts';
import { openSession, type SessionDeps } from '../../src/engine/session.ts';
import { runOptions } from '../../src/engine/testing/run-options.ts';
import { fuzz } from '../../src/fuzz/index.ts';
import { openTrustMaterial } from '../../src/keys/store.ts';
import type { TrustMaterial } from '../../src/keys/trust-material.ts';
import { HarnessError } from '../../src/model/errors.ts';
import type { RunOptions } from '../../src/model/options.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { RunReport } from '../../src/model/report.ts';
import { obUk33 } from '../../src/profiles/ob-uk-3.3.ts';
import type { RunningServer, ServerOptions } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import type { Clock } from '../../src/wire/limiter.ts';

export const PROFILE = obUk33;

/** One set of trust material for all runs of a test file, in the project's own keys folder. */
export const trustMaterial = (): Promise<TrustMaterial> => openTrustMaterial('keys');

export interface RunAgainst {
  readonly trust: TrustMaterial;
  /** Of server and suites; ob-uk-3.3 when left out. */
  readonly profile?: Profile;
  /** Fault or variant ids of the reference server. */
  readonly faults?: readonly string[];
  readonly options?: Partial<RunOptions>;
  /** What the server offers of its profile, and where it listens. */
  readonly server?: Pick<ServerOptions, 'offer' | 'port'>;
  /** Gets each refusal that the server logs. */
  readonly log?: (line: string) => void;
  /** Stands in for the time of the harness; the server has the real one. */
  readonly clock?: Clock;
}

/** A reference server in this process, over HTTPS with mTLS. */
export function serve({
  trust,
  profile = PROFILE,
  faults = [],
  server,
  log,
}: RunAgainst): Promise<RunningServer> {
  const [issuer = ''] = profile.ssa.issuers;
  return startServer({
    profile,
    tls: trust.server,
    mtls: { ca: trust.ca },
    directories: [{ issuer, jwks: trust.directoryJwks }],
    faults,
    ...server,
    ...(log === undefined ? {} : { log }),
  });
}

/** Runs the suites against a reference server of its own. */
export async function runAgainst({ options = {}, clock, ...serving }: RunAgainst) {
  const { trust, profile } = serving;
  const server = await serve(serving);
  const { discoveryUrl: url, audience, inspector } = server;
  try {
    const bundled = { url, ca: trust.ca, audience, inspector };
    return await runSession(trust, options, bundled, {
      ...(profile === undefined ? {} : { profile }),
      ...(clock === undefined ? {} : { clock }),
    });
  } finally {
    await server.close();
  }
}

/** Runs the suites against a URL. A run that cannot begin gives the report that it left, and its error. */
export async function runSession(
  trust: TrustMaterial,
  options: Partial<RunOptions>,
  bundled: SessionDeps['bundled'] = null,
  deps: Partial<Pick<SessionDeps, 'profile' | 'cases' | 'net' | 'clock' | 'askStatement'>> = {},
): Promise<{ report: RunReport | null; error: HarnessError | null }> {
  const out = await mkdtemp(join(tmpdir(), 'dcr-self-'));
  try {
    const changes = {
      target: null,
      seed: 'self',
      runId: randomUUID(),
      keysDir: trust.dir,
      jwksBaseUrl: null,
      timeoutMs: 2_000,
      concurrency: null,
      out,
    };
    const session = await openSession(runOptions({ ...changes, ...options }), {
      profile: PROFILE,
      cases: deps.profile === undefined ? CASES : casesFor(deps.profile),
      trust,
      bundled,
      tool: { name: 'dcr-conformance', version: 'self' },
      fuzz,
      ...deps,
    });
    return { report: await session.run(), error: null };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    return { report: null, error };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
