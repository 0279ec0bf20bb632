import { scopeTokens } from '../rules/scope-rules.ts';
import { type Answer, empty, json, oauthError } from './answer.ts';
import { authenticate } from './client-authentication.ts';
import type { Client } from './client-store.ts';
import { type Form, readForm } from './form.ts';
import { refuseStranger } from './registration-body.ts';
import type { Call, ServerContext } from './server-context.ts';

/** Seconds an access token lives. */
const TOKEN_LIFETIME = 3600;

type Caller = { readonly client: Client; readonly form: Form } | { readonly refusal: Answer };

/** What the three endpoints for clients have in common: certificate, form, client authentication. */
async function caller(server: ServerContext, call: Call): Promise<Caller> {
  const stranger = await refuseStranger(server, call);
  if (stranger !== null) return { refusal: stranger };
  const read = await readForm(call);
  if ('refusal' in read) return read;
  const who = await authenticate(server, call, read.form);
  return 'refusal' in who ? who : { client: who.client, form: read.form };
}

/** POST /token (RFC 6749 4.4): an opaque access token for the client itself. */
export async function token(server: ServerContext, call: Call): Promise<Answer> {
  const from = await caller(server, call);
  if ('refusal' in from) return from.refusal;
  const { client, form } = from;
  const grantType = form.get('grant_type');
  if (grantType === undefined) {
    return oauthError(400, 'invalid_request', 'grant_type is missing');
  }
  if (grantType !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'only client_credentials is offered here');
  }
  const grants = client.metadata.grant_types;
  if (!Array.isArray(grants) || !grants.includes('client_credentials')) {
    return oauthError(400, 'unauthorized_client', 'the client has not registered this grant');
  }
  if (client.metadata.token_endpoint_auth_method === 'none') {
    return oauthError(400, 'unauthorized_client', 'this grant is for clients that authenticate');
  }
  const registered = scopeTokens(client.metadata.scope ?? client.flattened.scope);
  const asked = form.get('scope');
  const wanted = asked === undefined ? registered : scopeTokens(asked);
  const { tokenScopeUnchecked, newestTokenOnly } = server.faults.behaviours;
  if (!tokenScopeUnchecked && wanted.some((name) => !registered.includes(name))) {
    return oauthError(400, 'invalid_scope', 'the client has not registered this scope');
  }
  const scope = wanted.join(' ');
  const lifetime = server.faults.tokenLifetime ?? TOKEN_LIFETIME;
  if (newestTokenOnly) server.tokens.revokeAllOf(client.id);
  const accessToken = server.tokens.issue({
    clientId: client.id,
    scope,
    issuedAt: call.now,
    expiresAt: call.now + lifetime,
    thumbprint: server.faults.behaviours.tokensUnbound
      ? null
      : (call.certificate?.thumbprint ?? null),
  });
  return json(200, {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: lifetime,
    scope,
  });
}

/** POST /introspect (RFC 7662): a client learns about its own tokens only. */
export async function introspect(server: ServerContext, call: Call): Promise<Answer> {
  const from = await caller(server, call);
  if ('refusal' in from) return from.refusal;
  const value = from.form.get('token');
  if (value === undefined) return oauthError(400, 'invalid_request', 'token is missing');
  const grant = server.tokens.find(value, call.now);
  const { introspectionForAll } = server.faults.behaviours;
  const own = introspectionForAll || grant?.clientId === from.client.id;
  if (grant === null || !own) return json(200, { active: false });
  const { clientId, scope, issuedAt, expiresAt, thumbprint } = grant;
  return json(200, {
    active: true,
    client_id: clientId,
    scope,
    token_type: 'Bearer',
    iat: issuedAt,
    exp: expiresAt,
    iss: call.issuer,
    ...(thumbprint === null ? {} : { cnf: { 'x5t#S256': thumbprint } }),
  });
}

/** POST /revoke (RFC 7009): 200 whether or not there was such a token. */
export async function revoke(server: ServerContext, call: Call): Promise<Answer> {
  const from = await caller(server, call);
  if ('refusal' in from) return from.refusal;
  const value = from.form.get('token');
  if (value === undefined) return oauthError(400, 'invalid_request', 'token is missing');
  const own = server.tokens.find(value, call.now)?.clientId === from.client.id;
  if (own && !server.faults.behaviours.revocationIgnored) server.tokens.revoke(value);
  return empty(200);
}
