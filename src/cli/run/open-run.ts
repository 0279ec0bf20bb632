import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { Session } from '../../model/session.ts';
import type { BundledTarget } from '../../model/target.ts';
import type { Io } from '../io.ts';
import { chooseProfile } from '../options/profile-name.ts';
import { TOOL } from '../tool.ts';
import { openKeys } from './open-keys.ts';

/** A run that is calibrated and planned, and what has to be closed after it. */
export interface OpenRun {
  readonly session: Session;
  close(): Promise<void>;
}

interface Bundled {
  readonly target: BundledTarget;
  close(): Promise<void>;
}

/** The reference server in this process, over HTTPS with mTLS on a free port of loopback. */
async function startBundled(profile: Profile, trust: TrustMaterial): Promise<Bundled> {
  const { startServer } = await import('../../server/start.ts');
  const [issuer = ''] = profile.ssa.issuers;
  const server = await startServer({
    profile,
    port: 0,
    tls: trust.server,
    mtls: { ca: trust.ca },
    directories: [{ issuer, jwks: trust.directoryJwks }],
  });
  return {
    target: {
      url: server.discoveryUrl,
      ca: trust.ca,
      audience: server.audience,
      inspector: server.inspector,
    },
    close: () => server.close(),
  };
}

/**
 * Opens the trust material, starts the bundled server when there is no target, calibrates and plans.
 * Throws a HarnessError of one line when that cannot be done; nothing is left running then.
 */
export async function openRun(options: RunOptions, io: Pick<Io, 'env' | 'cwd'>): Promise<OpenRun> {
  const profile = chooseProfile([options.profile]);
  const [trust, { CASES }, { openSession }] = await Promise.all([
    openKeys(options.keysDir, io),
    import('../../cases/index.ts'),
    import('../../engine/session.ts'),
  ]);
  const bundled = options.target === null ? await startBundled(profile, trust) : null;
  try {
    const session = await openSession(options, {
      profile,
      cases: CASES,
      trust,
      bundled: bundled?.target ?? null,
      tool: TOOL,
    });
    return { session, close: async () => bundled?.close() };
  } catch (error) {
    await bundled?.close();
    throw error;
  }
}
