import type { JsonObject } from '../model/json.ts';
import { headerText, parseJws } from '../rules/jws.ts';
import { CLOCK_SKEW, numeric } from '../rules/time-rules.ts';
import type { Client } from './client-store.ts';
import type { Call, ServerContext } from './server-context.ts';
import { proveWithSoftwareKeys } from './software-keys.ts';

/** Seconds between nbf and exp, and between nbf and now, at most (FAPI 1.0 Part 2, 5.2.2-13 and -17). */
const MOST_SECONDS = 3600;

/** The claims of a request object of `client` (OpenID Connect Core 6.1); null where it is not signed by a key of the client. */
export async function requestObject(
  server: ServerContext,
  client: Client,
  compact: string,
): Promise<JsonObject | null> {
  const jws = parseJws(compact);
  const alg = headerText(jws, 'alg') ?? '';
  const wellFormed = jws.parts === 3 && jws.canonical && jws.payload.flaws.size === 0;
  if (!wellFormed || !server.profile.request.algorithms.includes(alg)) return null;
  const proof = await proveWithSoftwareKeys(server, null, jws, client.jwksUri ?? undefined);
  return proof.match?.kidMatches === true ? jws.payload.value : null;
}

/** What is wrong with the JWT claims of a request object; null when nothing is. */
export function requestObjectProblem(
  claims: JsonObject,
  client: Client,
  call: Call,
): string | null {
  const [nbf, exp] = [numeric(claims, 'nbf'), numeric(claims, 'exp')];
  if (claims.client_id !== client.id || (claims.iss ?? client.id) !== client.id) {
    return 'the request object is of another client';
  }
  if (![claims.aud].flat().includes(call.issuer)) {
    return 'the request object is not addressed to this server';
  }
  if (nbf === null || exp === null) return 'the request object lacks nbf or exp';
  const late = exp + CLOCK_SKEW <= call.now || nbf + MOST_SECONDS < call.now;
  const early = nbf > call.now + CLOCK_SKEW;
  return late || early || exp - nbf > MOST_SECONDS ? 'the request object is not valid now' : null;
}
