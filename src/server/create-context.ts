import { createKeyCache } from '../rules/key-cache.ts';
import { prove } from '../rules/proof.ts';
import { createClientStore } from './client-store.ts';
import { type ActiveFaults, activate } from './faults/compile.ts';
import { findFaults } from './faults/index.ts';
import { createJwksSource, type JwksFetch } from './jwks-source.ts';
import type { ServerOptions } from './options.ts';
import { isLoopback, type Origins } from './origin.ts';
import { addressOf } from './own-address.ts';
import { createOwnKeys } from './own-keys.ts';
import { pathsOf } from './paths.ts';
import { createReplayGuard } from './replay-guard.ts';
import { createSectorSource } from './sector-source.ts';
import type { ServerContext } from './server-context.ts';
import { ruleIds, serverRules } from './server-rules.ts';
import { createTokenStore } from './token-store.ts';
import { verifySignature } from './verify-signature.ts';

export const DEFAULT_HOST = '127.0.0.1';

/** What a server lives in. */
export interface Surroundings {
  /** For key sets. */
  readonly fetch: JwksFetch;
  /** Asked for once the server listens. */
  origins(): Origins;
  /** Instead of those that the options name. */
  readonly faults?: ActiveFaults;
  /** Stand in for the server's own, where many servers share their work. */
  readonly prove?: ServerContext['prove'];
  readonly ownJwks?: ServerContext['ownJwks'];
}

/** What a server of these options knows and keeps. Throws UsageError for an unknown fault. */
export function createContext(options: ServerOptions, around: Surroundings): ServerContext {
  const { profile, host = DEFAULT_HOST, mtls = null, directories, jwksMap = {} } = options;
  const { audience = null } = options.offer ?? {};
  const address = addressOf(profile);
  const clock = options.now ?? Date.now;
  const faults =
    around.faults ?? activate(findFaults(profile, options.faults ?? []), ruleIds(profile));
  const now = (): number => clock() + faults.clockOffset * 1000;
  const origins = () => around.origins();
  const keys = createKeyCache();
  return {
    profile,
    rules: serverRules(profile, faults),
    faults,
    directories,
    directory: options.directory ?? null,
    audiences: () => {
      if (typeof audience === 'string') return [audience];
      const issuers = origins().all.map((origin) => `${origin}${pathsOf(profile).issuer}`);
      return [...(address === null ? [] : [address]), ...issuers];
    },
    mtls: mtls !== null,
    loopback: isLoopback(host),
    clients: createClientStore(),
    tokens: createTokenStore(undefined, faults.accessToken),
    registrationTokens: createTokenStore(undefined, faults.accessToken),
    requestJtis: createReplayGuard(),
    assertionJtis: createReplayGuard(),
    jwks: createJwksSource({ fetch: around.fetch, given: jwksMap, now }),
    sectorUris: createSectorSource(around.fetch, isLoopback(host)),
    prove: around.prove ?? ((jws, jwks) => prove(jws, jwks, keys, verifySignature)),
    origins,
    ownJwks: around.ownJwks ?? createOwnKeys(),
    log: options.log ?? (() => undefined),
    now,
  };
}
