import { type Brought, readBrought } from '../../engine/supplied/open-supply.ts';
import type { Statement } from '../../engine/supplied/statement.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import { UsageError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import { readCompact } from '../../payload/index.ts';

/** The user's SSAs in a form that the stand-in can verify, without asking the directory that made them. */
export interface Restated {
  readonly options: RunOptions;
  /** Whom the SSAs say they are of. */
  readonly issuers: readonly string[];
  /** Key sets at the URLs that the SSAs name. */
  readonly keySets: ReadonlyMap<string, JsonObject>;
}

const HOUR = 3600;

/** The same claims, made just now, for the organisation of the certificate that the rehearsal shows, and signed by our own directory. */
async function signAnew({ compact }: Statement, ours: TrustMaterial, now: number): Promise<string> {
  const { claims } = readCompact(compact);
  const { orgId, orgName } = ours.organisation;
  const changes = {
    iat: now,
    ...(claims.exp === undefined ? {} : { exp: now + HOUR }),
    ...(claims.org_id === undefined ? {} : { org_id: orgId }),
    ...(claims.org_name === undefined ? {} : { org_name: orgName }),
  };
  const header = { alg: 'PS256', kid: ours.key('directory').kid, typ: 'JWT' };
  const input = [header, { ...claims, ...changes }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signed = await ours.sign({ kind: 'key', key: 'directory', algorithm: 'PS256' }, input);
  return `${input}.${signed.toString('base64url')}`;
}

function keysIn({ softwareJwks: { keys } }: Pick<TrustMaterial, 'softwareJwks'>): readonly Json[] {
  return Array.isArray(keys) ? (keys as readonly Json[]) : [];
}

/** Key sets at the URLs in the SSAs; those of the software have the key of our client certificate besides. */
function keySetsOf(
  { statements }: Brought,
  { ssa: { names } }: Profile,
  ours: TrustMaterial,
): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const { compact, trust } of statements) {
    const { claims } = readCompact(compact);
    for (const value of Object.values(claims)) {
      if (typeof value === 'string' && /^https?:/.test(value)) found.set(value, { keys: [] });
    }
    const url = claims[names.jwksUri];
    if (typeof url === 'string') found.set(url, { keys: [...keysIn(trust), ...keysIn(ours)] });
  }
  return found;
}

/**
 * What the user brings of a real directory, for a run against the stand-in; null where that is nothing. `now` is in seconds
 * since the epoch. Throws a UsageError of one line for what the run would not take, and for `--ssa-command` alone.
 */
export async function restate(
  options: RunOptions,
  profile: Profile,
  trust: TrustMaterial,
  now: number,
): Promise<Restated | null> {
  const { supplied } = options;
  if (supplied === null) return null;
  const brought = readBrought(options, supplied, { profile, trust });
  if (supplied.command !== null) {
    throw new UsageError(
      '--dry-run does not run --ssa-command',
      'it may reach out for the directory; run it by hand, and give what it prints with --ssa',
    );
  }
  const { statements } = brought;
  const issuers = statements.map(({ compact }) => readCompact(compact).claims.iss);
  return {
    options: {
      ...options,
      supplied: {
        ...supplied,
        statements: await Promise.all(statements.map((each) => signAnew(each, trust, now))),
      },
    },
    issuers: [...new Set(issuers.filter((issuer) => typeof issuer === 'string'))],
    keySets: keySetsOf(brought, profile, trust),
  };
}
