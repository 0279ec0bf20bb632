import { createHash } from 'node:crypto';
import { parseObject } from '../../checks/json-text.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { introspect } from './introspection.ts';
import { objectOf, observe } from './steps.ts';

/** What there is to know about the certificate of an access token. */
export interface Confirmation {
  /** `x5t#S256` in the cnf of the token (RFC 8705 3); null where it has none, or nobody can see. */
  readonly bound: string | null;
  /** That of our client certificate. */
  readonly own: string;
  /** What the token stands for could be looked at: it is a JWT, or we may introspect it. */
  readonly seen: boolean;
}

/** The claims of a token that is a JWT; null for an opaque one. */
function claimsOf(token: string): JsonObject | null {
  const [, payload, signature, more] = token.split('.');
  if (payload === undefined || signature === undefined || more !== undefined) return null;
  return parseObject(Buffer.from(payload, 'base64url').toString());
}

function thumbprintIn(claims: JsonObject | null): string | null {
  const confirmation = claims?.cnf;
  const thumbprint = isJsonObject(confirmation) ? confirmation['x5t#S256'] : undefined;
  return typeof thumbprint === 'string' ? thumbprint : null;
}

/** Which certificate `token` of `client` says that it is bound to: the token itself, or its introspection. */
export async function confirmationOf(
  flow: Flow,
  client: RegisteredClient,
  token: string,
): Promise<Confirmation> {
  const der = Buffer.from(flow.clientCertificate(), 'base64');
  const own = createHash('sha256').update(der).digest('base64url');
  const claims = claimsOf(token);
  const inside = thumbprintIn(claims);
  if (inside !== null || flow.target.endpoints.introspection === null) {
    return { bound: inside, own, seen: claims !== null };
  }
  const answer = objectOf(await introspect(flow, client, token));
  const active = answer?.active === true;
  return { bound: active ? thumbprintIn(answer) : null, own, seen: active || claims !== null };
}

/** Looks for our certificate in what `token` of `client` is bound to; the case ends where nobody can see it. */
export async function expectBound(
  flow: Flow,
  client: RegisteredClient,
  token: string,
): Promise<void> {
  const { bound, own, seen } = await confirmationOf(flow, client, token);
  if (!seen) flow.skip('the token is opaque, and the client may not introspect it');
  observe(flow, {
    check: 'token.bound',
    requirement: 'FAPI1A-5.2.2-5-1',
    good: bound !== null,
    expected: 'cnf with x5t#S256',
    actual: bound ?? 'absent',
    message: 'The certificate that the token names.',
  });
  if (bound === null) return;
  observe(flow, {
    check: 'token.confirmation',
    requirement: 'RFC8705-3.2-1',
    good: bound === own,
    expected: own,
    actual: bound,
    message: 'The thumbprint in cnf, beside that of our certificate.',
  });
}
