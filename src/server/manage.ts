import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../model/json.ts';
import { firstViolation } from '../rules/rule.ts';
import { type Answer, bearerChallenge, empty, json } from './answer.ts';
import { bearerToken } from './bearer-token.ts';
import type { Client } from './client-store.ts';
import { judge } from './judge.ts';
import { clientFrom, clientRecord } from './record.ts';
import { refuse } from './refusal.ts';
import { takeJti } from './register.ts';
import { refuseStranger, registrationBody } from './registration-body.ts';
import type { Call, ServerContext } from './server-context.ts';

type Access = { readonly client: Client } | { readonly refusal: Answer };

/** The client that the caller may manage, or why not: unknown and foreign clients look the same, and cost the token. */
async function access(server: ServerContext, call: Call, clientId: string): Promise<Access> {
  const stranger = await refuseStranger(server, call);
  if (stranger !== null) return { refusal: stranger };
  const token = bearerToken(call.header('authorization'));
  const grant = token === null ? null : server.tokens.find(token, call.now);
  const client = server.clients.get(clientId);
  const off = server.faults.off('other');
  const violation = await firstViolation(server.rules.management, { token, grant, client }, off);
  const foreign = violation?.rule.situation === 'foreign-client';
  if (violation !== null && !foreign) return { refusal: refuse(server, call, violation) };
  if (client !== null && !foreign) return { client };
  server.log(`${call.method} ${call.path}: the token is not for a client of that id`);
  const { misusedTokenSurvives } = server.faults.behaviours;
  if (token !== null && !misusedTokenSurvives) server.tokens.revoke(token);
  return { refusal: bearerChallenge('invalid_token', 'the access token is not for this client') };
}

/** GET /register/{client_id} (RFC 7592 2.1): 200 with the record. */
export async function read(server: ServerContext, call: Call, clientId: string): Promise<Answer> {
  const found = await access(server, call, clientId);
  if ('refusal' in found) return found.refusal;
  return json(200, recordOf(server, call, found.client, 'get'));
}

/** PUT /register/{client_id} (RFC 7592 2.2): the whole record is replaced under the rules of POST. */
export async function update(server: ServerContext, call: Call, clientId: string): Promise<Answer> {
  const found = await access(server, call, clientId);
  if ('refusal' in found) return found.refusal;
  const body = await registrationBody(server, call);
  if ('refusal' in body) return body.refusal;
  const { client } = found;
  const { input, violation } = await judge(server, call, body.compact, client);
  const { behaviours } = server.faults;
  const replaced = clientFrom(input, server.profile, client);
  if (violation !== null) {
    if (behaviours.refusedUpdateStored) server.clients.put(replaced, null);
    return refuse(server, call, violation);
  }
  const gone = server.clients.get(clientId) === null;
  if (gone) return bearerChallenge('invalid_token', 'the access token is not for this client');
  const replay = takeJti(server, call, input);
  if (replay !== null) return replay;
  const next = stored(server, client, replaced);
  if (next.id !== client.id) server.clients.remove(client.id);
  server.clients.put(next, null);
  if (behaviours.updateRevokesTokens) server.tokens.revokeAllOf(client.id);
  // A fault that ignores the update still answers as if it had not.
  return json(200, recordOf(server, call, behaviours.updateIgnored ? replaced : next, 'put'));
}

function stored({ faults }: ServerContext, old: Client, replaced: Client): Client {
  const { updateIgnored, updateMerges, updateRenames } = faults.behaviours;
  if (updateIgnored) return old;
  const id = updateRenames ? randomUUID() : replaced.id;
  const metadata = updateMerges ? { ...old.metadata, ...replaced.metadata } : replaced.metadata;
  return { ...replaced, id, metadata };
}

/** DELETE /register/{client_id} (RFC 7592 2.3): 204; the client and its tokens are gone. */
export async function remove(server: ServerContext, call: Call, clientId: string): Promise<Answer> {
  const found = await access(server, call, clientId);
  if ('refusal' in found) return found.refusal;
  const { deleteKeepsClient, deleteKeepsTokens } = server.faults.behaviours;
  if (!deleteKeepsClient) server.clients.remove(clientId);
  if (!deleteKeepsTokens) server.tokens.revokeAllOf(clientId);
  return empty(204);
}

function recordOf(
  server: ServerContext,
  call: Call,
  client: Client,
  operation: 'get' | 'put',
): JsonObject {
  const { softwareStatement } = client;
  return server.faults.record(clientRecord(client), {
    operation,
    now: call.now,
    softwareStatement,
  });
}
