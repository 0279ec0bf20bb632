import type { JsonObject } from '../model/json.ts';
import { firstViolation } from '../rules/rule.ts';
import { type Answer, bearerChallenge, empty, insufficientScope, json } from './answer.ts';
import { bearerToken } from './bearer-token.ts';
import type { Client } from './client-store.ts';
import { judge } from './judge.ts';
import { SCOPE_RULE } from './management-rules.ts';
import { pathsOf } from './paths.ts';
import { clientFrom, clientRecord } from './record.ts';
import { logRefusal, refuse } from './refusal.ts';
import { takeJti } from './register.ts';
import { refuseStranger, registrationBody } from './registration-body.ts';
import { rotateRegistrationToken } from './registration-token.ts';
import {
  type Call,
  listedValues,
  managesByOwnToken,
  type ServerContext,
} from './server-context.ts';
import { operationOf } from './server-operation.ts';

type Access = { readonly client: Client } | { readonly refusal: Answer };

/** The client that the caller may manage, or why not: unknown and foreign clients look the same, and cost the token. */
async function access(server: ServerContext, call: Call, clientId: string): Promise<Access> {
  const stranger = await refuseStranger(server, call);
  if (stranger !== null) return { refusal: stranger };
  const token = bearerToken(call.header('authorization'));
  const tokens = managesByOwnToken(server) ? server.registrationTokens : server.tokens;
  const grant = token === null ? null : tokens.find(token, call.now);
  const client = server.clients.get(clientId);
  const off = server.faults.off(operationOf(call));
  const input = { token, grant, client, certificate: call.certificate };
  const violation = await firstViolation(server.rules.management, input, off);
  if (violation?.rule.id === SCOPE_RULE) {
    logRefusal(server, call, violation);
    return { refusal: { ...insufficientScope(violation.message), cause: 'foreign-client' } };
  }
  const foreign = violation?.rule.situation === 'foreign-client';
  if (violation !== null && !foreign) return { refusal: refuse(server, call, violation) };
  if (client !== null && !client.deleted && !foreign) return { client };
  if (violation === null) server.log(`${call.method} ${call.path}: there is no client of that id`);
  else logRefusal(server, call, violation);
  const { misusedTokenSurvives } = server.faults.behaviours;
  // A registration access token that is lost cannot be had again: only its use on no client at all costs it (RFC 7592 2.1).
  const forgiven = misusedTokenSurvives || (foreign && managesByOwnToken(server));
  if (token !== null && !forgiven) tokens.revoke(token);
  return { refusal: notTheirs(foreign ? 'foreign-client' : 'unknown-client') };
}

function notTheirs(cause: 'foreign-client' | 'unknown-client'): Answer {
  return { ...bearerChallenge('invalid_token', 'the access token is not for this client'), cause };
}

/** GET /register/{client_id} (RFC 7592 2.1): 200 with the record. */
export async function read(server: ServerContext, call: Call, clientId: string): Promise<Answer> {
  const found = await access(server, call, clientId);
  if ('refusal' in found) return found.refusal;
  const client = rotateRegistrationToken(server, found.client, call.now);
  return json(200, recordOf(server, call, client, 'get'));
}

/** PUT /register/{client_id} (RFC 7592 2.2): the whole record is replaced under the rules of POST. */
export async function update(server: ServerContext, call: Call, clientId: string): Promise<Answer> {
  const found = await access(server, call, clientId);
  if ('refusal' in found) return found.refusal;
  const body = await registrationBody(server, call);
  if ('refusal' in body) return body.refusal;
  const { client } = found;
  const { input, violation } = await judge(server, call, body.text, client);
  const { faults } = server;
  const replaced = faults.registered(clientFrom(input, server.profile, client), input);
  if (violation !== null) {
    const wrong = faults.refusedUpdate(client, replaced);
    if (wrong !== null) server.clients.put(wrong, null);
    return refuse(server, call, violation);
  }
  const gone = server.clients.get(clientId) === null;
  if (gone) return notTheirs('unknown-client');
  const replay = takeJti(server, call, input);
  if (replay !== null) return replay;
  const next = faults.updated(client, replaced);
  if (next.id !== client.id) server.clients.remove(client.id);
  server.clients.put(next, null);
  const { updateRevokesTokens, updateShowsWish } = faults.behaviours;
  if (updateRevokesTokens) server.tokens.revokeAllOf(client.id);
  const { registrationToken } = rotateRegistrationToken(server, next, call.now);
  const shown = { ...(updateShowsWish ? replaced : next), registrationToken };
  return json(200, recordOf(server, call, shown, 'put'));
}

/** DELETE /register/{client_id} (RFC 7592 2.3): 204; the client and its tokens are gone. */
export async function remove(server: ServerContext, call: Call, clientId: string): Promise<Answer> {
  const found = await access(server, call, clientId);
  if ('refusal' in found) return found.refusal;
  const is = server.faults.behaviours;
  if (is.deleteKeepsLogin || is.deleteKeepsAuthorization)
    server.clients.put({ ...found.client, deleted: true }, null);
  else if (!is.deleteKeepsClient) server.clients.remove(clientId);
  if (!is.deleteKeepsTokens) {
    server.tokens.revokeAllOf(clientId);
    server.registrationTokens.revokeAllOf(clientId);
  }
  if (is.deleteTakesNeighbours) {
    const neighbours = server.clients
      .all()
      .filter(({ flattened }) => flattened.org_id === found.client.flattened.org_id);
    for (const { id } of neighbours) server.clients.remove(id);
  }
  return empty(204);
}

function recordOf(
  server: ServerContext,
  call: Call,
  client: Client,
  operation: 'get' | 'put',
): JsonObject {
  const { softwareStatement } = client;
  return server.faults.record(
    clientRecord(client, `${call.origin}${pathsOf(server.profile).registration}`),
    {
      operation,
      now: call.now,
      softwareStatement,
      legal: (member) => listedValues(server, member),
      other: () => server.clients.other(client.id),
    },
  );
}
