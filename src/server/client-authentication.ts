import { createHash } from 'node:crypto';
import { isJsonObject } from '../model/json.ts';
import { parseDn } from '../rules/distinguished-name.ts';
import { parseJws } from '../rules/jws.ts';
import { firstViolation } from '../rules/rule.ts';
import { type Answer, oauthError } from './answer.ts';
import type { AssertionInput } from './assertion-rules.ts';
import { isSecretOf, type Presented, presentedSecret, proofBySecret } from './client-secret.ts';
import type { Client } from './client-store.ts';
import type { Form } from './form.ts';
import { ownPath, pathsOf } from './paths.ts';
import { refuse } from './refusal.ts';
import type { Call, ServerContext } from './server-context.ts';
import { operationOf } from './server-operation.ts';
import { proveAsClient } from './software-keys.ts';

type Authenticated = { readonly client: Client } | { readonly refusal: Answer };

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Who is calling the token, introspection or revocation endpoint: by private_key_jwt (RFC 7523 2.2) or
 * tls_client_auth (RFC 8705 2.1), whichever the client has registered; where clients register in plain JSON, also by a
 * secret, a certificate of their own, or nothing. Anything else is invalid_client.
 */
export async function authenticate(
  server: ServerContext,
  call: Call,
  form: Form,
): Promise<Authenticated> {
  const assertion = form.get('client_assertion');
  const type = form.get('client_assertion_type');
  const believed = believedClient(server, call, form);
  if (believed !== null) return { client: believed };
  const open = server.profile.request.format === 'json';
  if (open) {
    const presented = presentedSecret(call.header('authorization'), form);
    if (presented !== null) return bySecret(server, call, presented);
  }
  const hasSecret = form.has('client_secret') || call.header('authorization') !== undefined;
  if (hasSecret) return denied(server, call, 'secrets are not accepted');
  if (assertion === undefined && type === undefined) return byCertificate(server, call, form);
  if (assertion === undefined || type !== JWT_BEARER) {
    return denied(server, call, 'the client assertion is missing or of another type');
  }
  return byAssertion(server, call, form, assertion);
}

function bySecret(server: ServerContext, call: Call, presented: Presented): Authenticated {
  const client = living(server, presented.clientId);
  return client !== null && isSecretOf(client, presented, call.now)
    ? { client }
    : denied(server, call, 'the client or its secret is not known, or it authenticates otherwise');
}

/** The client of that id, unless it was deleted. */
function living({ clients, faults }: ServerContext, id: string): Client | null {
  const client = clients.get(id);
  return client?.deleted && !faults.behaviours.deleteKeepsLogin ? null : client;
}

/** The client that a fault takes a caller for without a proof. */
function believedClient(server: ServerContext, call: Call, form: Form): Client | null {
  const { tokenWithoutAuthentication, tokenByAnySecret } = server.faults.behaviours;
  const given = form.get('client_id');
  if (tokenWithoutAuthentication && given !== undefined && !form.has('client_assertion')) {
    return server.clients.get(given);
  }
  if (!tokenByAnySecret) return null;
  const basic = /^Basic (.+)$/i.exec(call.header('authorization') ?? '')?.[1];
  const [user = ''] = Buffer.from(basic ?? '', 'base64')
    .toString()
    .split(':');
  if (basic !== undefined) return server.clients.get(decodeURIComponent(user));
  return form.has('client_secret') && given !== undefined ? server.clients.get(given) : null;
}

function denied(server: ServerContext, call: Call, message: string): { readonly refusal: Answer } {
  server.log(`${call.method} ${call.path}: ${message}`);
  const challenge = [['www-authenticate', 'Bearer realm="token"']] as const;
  const refusal = oauthError(401, 'invalid_client', message, challenge);
  return { refusal: { ...refusal, cause: 'client-assertion' } };
}

async function byCertificate(
  server: ServerContext,
  call: Call,
  form: Form,
): Promise<Authenticated> {
  const client = living(server, form.get('client_id') ?? '');
  const open = server.profile.request.format === 'json';
  const method = client?.metadata.token_endpoint_auth_method;
  if (open && client !== null && method === 'none') return { client };
  if (open && client !== null && method === 'self_signed_tls_client_auth') {
    return holdsCertificate(client, call.certificate)
      ? { client }
      : denied(server, call, 'the client certificate is not one of the client');
  }
  // Where no certificate is asked of everybody, this is the place to look whether it may be believed.
  const stranger = open && !(call.certificate?.trusted === true && call.certificate.current);
  if (client === null || method !== 'tls_client_auth' || !server.mtls || stranger) {
    return denied(server, call, 'the client is not authenticated');
  }
  const input = { client, certificate: call.certificate };
  const off = server.faults.off(operationOf(call));
  const violation = await firstViolation(server.rules.tlsAuth, input, off);
  const { subjectInOneOrder, subjectAsSpelt } = server.faults.behaviours;
  const strange =
    (subjectInOneOrder && isReversed(client, call.certificate)) ||
    (subjectAsSpelt && isRespelt(client, call.certificate));
  if (strange) {
    return denied(server, call, 'the client certificate is not the registered one');
  }
  return violation === null ? { client } : { refusal: refuse(server, call, violation) };
}

/** The certificate stands in a key set that the client registered (RFC 8705 2.2). */
function holdsCertificate({ jwks }: Client, certificate: Call['certificate']): boolean {
  const keys: readonly unknown[] = Array.isArray(jwks?.keys) ? jwks.keys : [];
  return keys.some((key) => {
    const chain = isJsonObject(key) && Array.isArray(key.x5c) ? key.x5c : [];
    const der = Buffer.from(String(chain[0] ?? ''), 'base64');
    return createHash('sha256').update(der).digest('base64url') === certificate?.thumbprint;
  });
}

/** True where the registered subject begins with what the certificate's ends with. */
function isReversed({ metadata }: Client, certificate: Call['certificate']): boolean {
  const [registered] = parseDn(String(metadata.tls_client_auth_subject_dn)) ?? [];
  const [shown] = parseDn(certificate?.subjectDn ?? '') ?? [];
  return registered?.type !== shown?.type;
}

/** True where a value of the registered subject is not written as in the certificate. */
function isRespelt({ metadata }: Client, certificate: Call['certificate']): boolean {
  const values = (dn: string) => (parseDn(dn) ?? []).map(({ value }) => value).sort();
  const registered = values(String(metadata.tls_client_auth_subject_dn));
  return registered.join('\n') !== values(certificate?.subjectDn ?? '').join('\n');
}

async function byAssertion(
  server: ServerContext,
  call: Call,
  form: Form,
  assertion: string,
): Promise<Authenticated> {
  const jws = parseJws(assertion);
  const claims = jws.payload.value;
  const clientIdParameter = form.get('client_id') ?? null;
  const client = [clientIdParameter, claims.sub, claims.iss]
    .map((id) => (typeof id === 'string' ? living(server, id) : null))
    .find((found) => found !== null);
  const method = client?.metadata.token_endpoint_auth_method;
  const byMac = method === 'client_secret_jwt' && server.profile.request.format === 'json';
  if (client === null || client === undefined || !(method === 'private_key_jwt' || byMac)) {
    return denied(server, call, 'the client is not known, or authenticates in another way');
  }
  const { jti, exp } = claims;
  const key = (id: string): string => `${client.id} ${id}`;
  let proof: ReturnType<AssertionInput['proof']> | null = null;
  const input: AssertionInput = {
    jws,
    claims,
    client,
    clientIdParameter,
    audiences: server
      .origins()
      .all.flatMap((origin) => ourNames(server, call).map((path) => `${origin}${path}`)),
    now: call.now,
    proof: () => {
      proof ??= byMac
        ? Promise.resolve(proofBySecret(jws, client, call.now))
        : proveAsClient(server, jws, client);
      return proof;
    },
    jtiUsed: (id) => server.assertionJtis.used(key(id), call.now),
  };
  const off = server.faults.off(operationOf(call));
  const violation = await firstViolation(server.rules.assertion, input, off);
  if (violation !== null) return { refusal: refuse(server, call, violation) };
  const until = typeof exp === 'number' ? exp + 120 : call.now + 3600;
  const taken = typeof jti !== 'string' || server.assertionJtis.take(key(jti), call.now, until);
  if (taken || off.has('assertion.jti-fresh')) return { client };
  return denied(server, call, 'the client assertion was used before');
}

/** Paths by which a client assertion may name this server: its issuer, the token endpoint, and where the assertion was sent. */
function ourNames({ profile }: ServerContext, call: Call): readonly string[] {
  const { issuer, token, introspection, revocation } = pathsOf(profile);
  const here = [token, introspection, revocation].filter(
    (path) => ownPath(profile, path) === call.path,
  );
  return [issuer, token, ...here];
}
