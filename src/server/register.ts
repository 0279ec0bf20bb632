import type { RegistrationInput } from '../rules/registration-input.ts';
import { type Answer, json, oauthError } from './answer.ts';
import type { Client } from './client-store.ts';
import { jtiKey, judge } from './judge.ts';
import { pathsOf } from './paths.ts';
import { clientFrom, clientRecord } from './record.ts';
import { refuse } from './refusal.ts';
import { refuseStranger, registrationBody } from './registration-body.ts';
import { issueRegistrationToken } from './registration-token.ts';
import { type Call, listedValues, type ServerContext } from './server-context.ts';

/** POST /register (RFC 7591 3): 201 with the new client's record, or the refusal. */
export async function register(server: ServerContext, call: Call): Promise<Answer> {
  const stranger = await refuseStranger(server, call);
  if (stranger !== null) return stranger;
  const body = await registrationBody(server, call);
  if ('refusal' in body) return body.refusal;
  const { input, violation } = await judge(server, call, body.text, null);
  const { refusedRegistrationStored } = server.faults.behaviours;
  if (violation !== null) {
    if (refusedRegistrationStored) store(server, call, input);
    return refuse(server, call, violation);
  }
  if (server.clients.full()) {
    return oauthError(503, 'temporarily_unavailable', 'no more clients are taken', [
      ['retry-after', '60'],
    ]);
  }
  const replay = takeJti(server, call, input);
  if (replay !== null) return replay;
  const client = store(server, call, input);
  const { softwareStatement } = client;
  const record = server.faults.record(
    clientRecord(client, `${call.origin}${pathsOf(server.profile).registration}`),
    {
      operation: 'post',
      now: call.now,
      softwareStatement,
      legal: (member) => listedValues(server, member),
      other: () => server.clients.other(client.id),
    },
  );
  return json(201, record);
}

function store(server: ServerContext, call: Call, input: RegistrationInput): Client {
  const { faults, profile, clients } = server;
  const made = faults.registered(clientFrom(input, profile, null), input);
  const id = faults.clientId(made.id, input.claims);
  const client = issueRegistrationToken(server, { ...made, id }, call.now);
  clients.put(client, call.interactionId);
  return client;
}

/**
 * Takes the jti of an accepted request. The rule looked before keys were fetched; of two equal requests
 * at the same time only one gets past this point.
 */
export function takeJti(
  server: ServerContext,
  call: Call,
  { claims, operation }: RegistrationInput,
): Answer | null {
  const rule = server.rules.registration.find(({ id }) => id === 'request.jti.fresh');
  const { jti, exp } = claims;
  if (typeof jti !== 'string' || rule === undefined) return null;
  const until = typeof exp === 'number' ? exp + 120 : call.now + 3600;
  const taken = server.requestJtis.take(jtiKey(claims, jti), call.now, until);
  if (taken || server.faults.off(operation).has(rule.id)) return null;
  return refuse(server, call, { rule, message: 'jti of the registration request was used before' });
}
