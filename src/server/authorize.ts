import type { JsonObject } from '../model/json.ts';
import { firstViolation } from '../rules/rule.ts';
import { scopeTokens } from '../rules/scope-rules.ts';
import { type Answer, empty } from './answer.ts';
import type { Client } from './client-store.ts';
import { formOf, readForm } from './form.ts';
import { logRefusal } from './refusal.ts';
import { requestObject, requestObjectProblem } from './request-object.ts';
import type { Call, ServerContext } from './server-context.ts';
import { operationOf } from './server-operation.ts';

/** A page for a person; nothing of the request stands in it. */
function page(status: number, text: string): Answer {
  return {
    status,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['cache-control', 'no-store'],
      ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ],
    body: `<!doctype html><html lang="en"><title>Reference server</title><p>${text}</p></html>`,
  };
}

interface Problem {
  readonly error: string;
  readonly text: string;
}

/** What is asked for: the claims of the request object where there is one, else the parameters. */
interface Wish {
  /** null where none was sent, or one that is not signed as it has to be. */
  readonly claims: JsonObject | null;
  readonly sent: boolean;
  readonly parameters: JsonObject;
  /** Clients of this profile register in plain JSON, and may ask without a request object. */
  readonly open: boolean;
}

/** Why an authorization request of a known client to a registered URI is not granted. There are no users: none ever is. */
function problemOf(wish: Wish, client: Client, call: Call): Problem | null {
  const { claims, sent, parameters, open } = wish;
  if (!sent && !open) {
    return { error: 'invalid_request', text: 'a signed request object is required' };
  }
  if (sent && claims === null) {
    return {
      error: 'invalid_request_object',
      text: 'the request object is not signed as it has to be',
    };
  }
  const text = claims === null ? null : requestObjectProblem(claims, client, call);
  if (text !== null) return { error: 'invalid_request_object', text };
  const { response_types: types, scope } = client.metadata;
  if (!Array.isArray(types) || !types.includes(parameters.response_type ?? '')) {
    return { error: 'unauthorized_client', text: 'the response type is not registered' };
  }
  const asked = scopeTokens(parameters.scope);
  const beyond = asked.some((name) => !scopeTokens(scope).includes(name));
  if (!open && (!asked.includes('openid') || beyond)) {
    return {
      error: 'invalid_scope',
      text: 'the scope lacks openid, or goes beyond the registered one',
    };
  }
  if (!open && (typeof parameters.nonce !== 'string' || parameters.nonce === '')) {
    return { error: 'invalid_request', text: 'nonce is missing' };
  }
  return parameters.prompt === 'none'
    ? { error: 'login_required', text: 'nobody has signed in' }
    : null;
}

/** Back to the client with an error (RFC 6749 4.1.2.1), in the fragment for the hybrid flow (OpenID Connect Core 3.3.2.6). */
function sentBack(redirectUri: string, { error, text }: Problem, parameters: JsonObject): Answer {
  const { state, response_type: type } = parameters;
  const members = new URLSearchParams({ error, error_description: text });
  if (typeof state === 'string') members.set('state', state);
  const hybrid = typeof type === 'string' && type.includes('id_token');
  const joint = hybrid ? '#' : redirectUri.includes('?') ? '&' : '?';
  return empty(302, [['location', `${redirectUri}${joint}${members}`]]);
}

/**
 * GET or POST /authorize (RFC 6749 4.1.1, FAPI 1.0 Part 2, 5.2.2): an error page where the client or its redirect URI
 * is not known; else a redirect with the error, or a page that says that there are no users.
 */
export async function authorize(server: ServerContext, call: Call): Promise<Answer> {
  const read = call.method === 'POST' ? await readForm(call) : formOf(call.query);
  if ('refusal' in read) return page(400, 'The request cannot be read.');
  const { form } = read;
  const client = server.clients.get(form.get('client_id') ?? '');
  const compact = form.get('request');
  const known =
    client?.deleted && !server.faults.behaviours.deleteKeepsAuthorization ? null : client;
  const claims =
    known === null || compact === undefined ? null : await requestObject(server, known, compact);
  // Of a signed request nothing else counts (FAPI 1.0 Part 2, 5.2.2-10).
  const parameters: JsonObject = claims ?? Object.fromEntries(form);
  const open = server.profile.request.format === 'json';
  const asked = parameters.redirect_uri;
  const redirectUri = typeof asked === 'string' ? asked : null;
  const input = {
    client: known,
    redirectUri,
    taken: (uri: string, of: Client) => server.faults.redirectUri(uri, of),
  };
  const off = server.faults.off(operationOf(call));
  const violation = await firstViolation(server.rules.authorization, input, off);
  if (violation !== null) logRefusal(server, call, violation);
  if (violation !== null || redirectUri === null) {
    return page(400, 'The client of this request, or the place it wants to go, is not known.');
  }
  const problem =
    known === null
      ? { error: 'unauthorized_client', text: 'the client is not known' }
      : problemOf({ claims, sent: compact !== undefined, parameters, open }, known, call);
  if (problem !== null) return sentBack(redirectUri, problem, parameters);
  return page(200, 'This server registers clients. It has no users, so nobody can sign in here.');
}
