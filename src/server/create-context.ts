import { createKeyCache } from '../rules/key-cache.ts';
import { createClientStore } from './client-store.ts';
import { activate } from './faults/compile.ts';
import { findFaults } from './faults/index.ts';
import { createJwksSource, type JwksFetch } from './jwks-source.ts';
import type { ServerOptions } from './options.ts';
import { isLoopback, type Origins } from './origin.ts';
import { createOwnKeys } from './own-keys.ts';
import { createReplayGuard } from './replay-guard.ts';
import type { ServerContext } from './server-context.ts';
import { ruleIds, serverRules } from './server-rules.ts';
import { createTokenStore } from './token-store.ts';

/** How this server is known at the issuer of its software statements: base62, 18 characters at most (DCR v3.3, aud). */
export const AUDIENCE = 'RefBank0015800001';

export const DEFAULT_HOST = '127.0.0.1';

/** What a server of these options knows and keeps; `origins` are asked for once it listens. */
export function createContext(
  options: ServerOptions,
  fetch: JwksFetch,
  origins: () => Origins,
): ServerContext {
  const { profile, host = DEFAULT_HOST, mtls = null, directories, jwksMap = {} } = options;
  const { audience = null } = options.offer ?? {};
  const clock = options.now ?? Date.now;
  const faults = activate(findFaults(profile, options.faults ?? []), ruleIds(profile));
  const now = (): number => clock() + faults.clockOffset * 1000;
  return {
    profile,
    rules: serverRules(profile, faults),
    faults,
    directories,
    directory: options.directory ?? null,
    audiences: () => (typeof audience === 'string' ? [audience] : [AUDIENCE, ...origins().all]),
    mtls: mtls !== null,
    loopback: isLoopback(host),
    clients: createClientStore(),
    tokens: createTokenStore(undefined, faults.accessToken),
    requestJtis: createReplayGuard(),
    assertionJtis: createReplayGuard(),
    jwks: createJwksSource({ fetch, given: jwksMap, now }),
    keys: createKeyCache(),
    origins,
    ownJwks: createOwnKeys(),
    log: options.log ?? (() => undefined),
    now,
  };
}
