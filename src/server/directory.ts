import { randomUUID } from 'node:crypto';
import type { TrustKey } from '../keys/trust-material.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { type Answer, json, methodNotAllowed, oauthError } from './answer.ts';
import { REGISTRATION_BYTES } from './body.ts';
import type { Call } from './server-context.ts';

/** A directory that the server runs itself, so that a person can try it without another one. */
export interface OwnDirectory {
  readonly issuer: string;
  /** Signs statements; its public half is in `jwks`. */
  readonly key: Pick<TrustKey, 'kid' | 'private'>;
  readonly jwks: JsonObject;
  /** Public keys of every software. */
  readonly softwareJwks: JsonObject;
}

const ISSUE = '/directory/ssa';
const SOFTWARE = /^\/directory\/software\/([0-9A-Za-z-]{1,36})(\/revoked)?\.jwks$/;

/** The directory that publishes revoked keys names both places alike. */
const UK_KEYS = 'software_jwks_endpoint';
const UK_REVOKED = 'software_jwks_revoked_endpoint';

/**
 * The routes under /directory: `jwks.json` (keys of the issuer), `software/<id>.jwks` and `software/<id>/revoked.jwks`,
 * and POST `ssa`, which signs the JSON claims it gets and fills in the rest. null for other paths.
 */
export async function directoryAnswer(
  own: OwnDirectory,
  call: Call,
  { ssa }: Pick<Profile, 'ssa'>,
): Promise<Answer | null> {
  if (call.path === ISSUE) {
    return call.method === 'POST' ? issue(own, call, ssa) : methodNotAllowed(['POST']);
  }
  const [, id, revoked] = SOFTWARE.exec(call.path) ?? [];
  const isDirectory = call.path === '/directory/jwks.json';
  if (!isDirectory && id === undefined) return null;
  if (call.method !== 'GET' && call.method !== 'HEAD') return methodNotAllowed(['GET', 'HEAD']);
  if (isDirectory) return json(200, own.jwks);
  return json(200, revoked === undefined ? own.softwareJwks : { keys: [] });
}

async function issue(
  own: OwnDirectory,
  call: Call,
  { names, lifetime, claims: table }: Profile['ssa'],
): Promise<Answer> {
  const claims = parse(await call.body(REGISTRATION_BYTES));
  if (claims === null)
    return oauthError(400, 'invalid_request', 'a JSON object of claims is expected');
  const softwareId = claims.software_id;
  if (typeof softwareId !== 'string' || !/^[0-9A-Za-z-]{1,36}$/.test(softwareId)) {
    return oauthError(400, 'invalid_request', 'software_id has to be letters, digits and hyphens');
  }
  const keys = `${call.origin}/directory/software/${softwareId}`;
  const filled = {
    iss: own.issuer,
    iat: call.now,
    jti: randomUUID(),
    ...(table.exp?.presence === 'required' ? { exp: call.now + (lifetime ?? 0) } : {}),
    [names.jwksUri]: `${keys}.jwks`,
    ...(names.jwksUri === UK_KEYS ? { [UK_REVOKED]: `${keys}/revoked.jwks` } : {}),
    ...claims,
  };
  // Loaded with the first statement: a run has another directory, and should not wait for this.
  const { SignJWT } = await import('jose');
  const ssa = await new SignJWT(filled)
    .setProtectedHeader({ alg: 'PS256', kid: own.key.kid, typ: 'JWT' })
    .sign(own.key.private);
  return { status: 201, headers: [['content-type', 'application/jwt']], body: ssa };
}

function parse(body: string | null): JsonObject | null {
  try {
    // The body came one character for each byte; claims may be any UTF-8.
    const claims: unknown = JSON.parse(Buffer.from(body ?? '', 'latin1').toString('utf8'));
    return isJsonObject(claims) ? claims : null;
  } catch {
    return null;
  }
}
