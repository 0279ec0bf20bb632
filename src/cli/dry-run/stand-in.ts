import { createKeySets, type Hosting } from '../../engine/hosting.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { BundledTarget } from '../../model/target.ts';
import type { Net } from '../../net/net.ts';
import { createApp } from '../../server/app.ts';
import { createContext } from '../../server/create-context.ts';
import { createInProcessNet } from '../../server/in-process-net.ts';
import type { JwksFetch } from '../../server/jwks-source.ts';
import { createOrigins } from '../../server/origin.ts';
import { addressOf } from '../../server/own-address.ts';
import type { Restated } from './restate.ts';

/** Nobody listens there, and nobody is asked. */
const KEYS = 'http://127.0.0.1';
const BUNDLED = 'https://127.0.0.1';

/** The reference server in the place of a target. */
export interface StandIn {
  readonly net: Net;
  readonly hosting: Hosting;
  readonly bundled: BundledTarget | null;
}

const DISCOVERY_PATH = '/.well-known/openid-configuration';

/** Where the stand-in has what a URL of the target names. */
function addressIn(origin: string, options: RunOptions): (url: string) => string {
  const named = [
    [options.registrationEndpoint, `${origin}/register`],
    [options.tokenEndpoint, `${origin}/token`],
  ] as const;
  return (url) => {
    for (const [endpoint, own] of named) {
      if (endpoint !== null && url.startsWith(endpoint)) return own + url.slice(endpoint.length);
    }
    return url.includes('/.well-known/') ? `${origin}${DISCOVERY_PATH}` : url;
  };
}

/**
 * A reference server that takes the requests to the target inside this process: nothing is listened on, nothing is
 * connected to. `now` is in milliseconds since the epoch; `restated` are the user's own SSAs, where there are any.
 */
export function createStandIn(
  options: RunOptions,
  profile: Profile,
  trust: TrustMaterial,
  now: () => number,
  restated: Restated | null,
): StandIn {
  const { protocol, hostname, port, origin } = new URL(options.target ?? BUNDLED);
  const secure = protocol === 'https:';
  const [issuer = ''] = profile.ssa.issuers;
  const keySets = createKeySets(trust);
  const fetch: JwksFetch = async (url) => {
    const own = restated?.keySets.get(url);
    if (own === undefined) return keySets.find(new URL(url).pathname);
    return { status: 200, contentType: 'application/json', body: JSON.stringify(own) };
  };
  const origins = createOrigins(
    secure ? 'https' : 'http',
    hostname.replace(/^\[|\]$/g, ''),
    Number(port || (secure ? 443 : 80)),
  );
  const context = createContext(
    {
      profile,
      mtls: secure ? { ca: trust.ca } : null,
      directories: (restated?.issuers ?? [issuer]).map((name) => ({
        issuer: name,
        jwks: trust.directoryJwks,
      })),
      now,
    },
    { fetch, origins: () => origins },
  );
  const { timeoutMs } = options;
  const direct = createInProcessNet({ app: createApp(context), origin, trust, timeoutMs });
  const address = addressIn(origin, options);
  return {
    net: {
      request: (request) => direct.request({ ...request, url: address(request.url) }),
      close: () => direct.close(),
    },
    hosting: {
      baseUrl: KEYS,
      address: { host: '127.0.0.1', port: 0 },
      serve: keySets.serve,
      lured: keySets.lured,
      close: () => Promise.resolve(),
    },
    bundled:
      options.target === null
        ? {
            url: `${BUNDLED}${DISCOVERY_PATH}`,
            ca: null,
            audience: addressOf(context.profile) ?? origin,
            inspector: { registeredBy: (id) => context.clients.registeredBy(id) },
          }
        : null,
  };
}
