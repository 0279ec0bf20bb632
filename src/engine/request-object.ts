import type { RegisteredClient } from '../model/flow.ts';
import type { JsonObject } from '../model/json.ts';
import { clientAssertion, deterministicUuid } from '../payload/index.ts';
import { type BaseDraft, type Ground, seconds } from './context.ts';
import { member } from './tokens.ts';

/**
 * A request object (OpenID Connect Core 6.1, RFC 9101 4) for the target, as FAPI 1.0 Part 2, 5.2.2 wants it: addressed to
 * the issuer, with nbf and exp, signed by the software's key with the algorithm that `client` registered for it.
 */
export function requestObjectFor(
  { clock, options, target, trust, supply }: Ground,
  base: BaseDraft,
  client: RegisteredClient,
  request: { readonly caseId: string; readonly label: string; readonly claims: JsonObject },
): Promise<string> {
  const { caseId, label, claims } = request;
  const { clientId } = client;
  const now = seconds(clock);
  const algorithm = member(client, 'request_object_signing_alg') ?? base.algorithm;
  return clientAssertion({
    clientId,
    audience: target.issuer ?? new URL(target.endpoints.registration).origin,
    now,
    jti: deterministicUuid(options.seed, options.runId, caseId, label, 'jti'),
    trust: supply?.trustFor(client.sent.softwareStatement) ?? trust,
    algorithm: algorithm === 'ES256' ? 'ES256' : 'PS256',
    overrides: { sub: undefined, nbf: now, client_id: clientId, ...claims },
  });
}
