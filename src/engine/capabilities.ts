import { present } from '../checks/compare.ts';
import type { RegisteredClient } from '../model/flow.ts';
import type { Operation } from '../model/profile.ts';
import { type LiveExchange, refusedBecause } from '../wire/wire.ts';
import { calibrationId } from './calibrate.ts';
import type { BaseDraft, Ground, TokenRecipe } from './context.ts';
import { bearerHeader, managementUrl, sendManagement } from './manage.ts';
import { recordIn, sendRegistration } from './register.ts';
import { requestToken, tokenRecipes, usableToken } from './tokens.ts';

export interface Management {
  readonly recipe: TokenRecipe;
  readonly operations: ReadonlySet<Operation>;
  /** Why an operation was taken as not offered, where its answer does not say so by itself. */
  readonly absent: ReadonlyMap<Operation, string>;
  readonly notes: readonly string[];
  /** The client of the calibration is deleted already. */
  readonly deleted: boolean;
  /** The registration access token that took the place of the first one (RFC 7592 5); null where none did. */
  readonly rotated?: string | null;
}

/** The first way in which the token endpoint gives the client a token. */
export async function findRecipe(
  ground: Ground,
  base: BaseDraft,
  client: RegisteredClient,
): Promise<{ recipe: TokenRecipe; token: string | null; outcome: string }> {
  const recipes = tokenRecipes(ground);
  const [likeliest = { audience: '', withScope: true }] = recipes;
  if (ground.target.endpoints.token === null) {
    return { recipe: likeliest, token: null, outcome: 'no token endpoint is known' };
  }
  let outcome = '';
  for (const [index, recipe] of recipes.entries()) {
    const { token, exchange } = await requestToken(ground, base, recipe, client, {
      caseId: calibrationId(ground),
      label: `token-${index}`,
    });
    if (token !== null) return { recipe, token, outcome: '' };
    const { response, failure } = exchange;
    outcome ||= response === null ? (failure?.message ?? '') : `status ${response.status}`;
  }
  return { recipe: likeliest, token: null, outcome: `the token endpoint gave none: ${outcome}` };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

const MANAGED = ['get', 'put', 'delete'] as const;

/** RFC 7592 2, RFC 9110 15.5.6: what a server answers to a method it does not offer. */
const NOT_OFFERED = new Set([405, 501]);

/**
 * Learns with the client of the calibration how tokens are had, and which operations are offered. `--operations` is
 * believed. Otherwise an operation is not offered when it answers 405 or 501, when GET or PUT of this very client with
 * its own token answers 404, or when every one of them answers 404. A 404 may be a defect as well, so a note tells.
 */
export async function exploreManagement(
  ground: Ground,
  base: BaseDraft,
  client: RegisteredClient,
): Promise<Management> {
  const notes: string[] = [];
  const byToken = ground.profile.management.credential === 'registration-access-token';
  const { recipe, token, outcome } = await findRecipe(ground, base, client);
  const own = client.response.registration_access_token;
  const bearer = byToken ? usableToken(own) : token;
  if (bearer === null && !byToken && ground.target.endpoints.token !== null) {
    notes.push(`No access token for a registered client: ${outcome}.`);
  }
  const stated = ground.options.operations;
  const required = (name: Operation) => ground.profile.operations[name] === 'required';
  if (stated !== null) {
    return { recipe, operations: new Set(stated), absent: new Map(), notes, deleted: false };
  }

  if (byToken && bearer === null && !present(client.response.registration_client_uri)) {
    const reason =
      'the registration names no registration_client_uri: clients are not managed here';
    const absent = new Map(MANAGED.map((name) => [name, reason]));
    notes.push(`${reason} (RFC 7592 is optional).`);
    return { recipe, operations: new Set(['post']), absent, notes, deleted: false };
  }

  const url = managementUrl(ground, client);
  if (!ground.wire.mayCall(url)) {
    const reason = `registration_client_uri is not called: ${refusedBecause(new URL(url))}`;
    const absent = new Map(MANAGED.map((name) => [name, reason]));
    notes.push(`${reason}.`);
    return { recipe, operations: new Set(['post']), absent, notes, deleted: false };
  }
  const common = { caseId: calibrationId(ground), url };
  let current = bearer;
  const learn = (exchange: LiveExchange): void => {
    if (byToken) current = usableToken(recordIn(exchange)?.registration_access_token) ?? current;
  };
  const read = await sendManagement(ground, { ...common, bearer, label: 'get', method: 'GET' });
  learn(read);
  const update = await sendRegistration(ground, base, {
    caseId: calibrationId(ground),
    label: 'put',
    method: 'PUT',
    url,
    variant: base.variant,
    softwareId: client.draft.softwareId,
    clientId: client.clientId,
    headers: bearerHeader(current),
  });
  learn(update.exchange);
  ground.ledger.note({ event: 'deleting', clientId: client.clientId });
  const removal = await sendManagement(ground, {
    ...common,
    bearer: current,
    label: 'delete',
    method: 'DELETE',
  });
  const statuses: readonly (readonly [Operation, number])[] = [
    ['get', read.response?.status ?? 0],
    ['put', update.exchange.response?.status ?? 0],
    ['delete', removal.response?.status ?? 0],
  ];
  const none = statuses.every(([, status]) => status === 404 || NOT_OFFERED.has(status));
  const lacking = ([name, status]: (typeof statuses)[number]): boolean =>
    !required(name) &&
    (none ||
      NOT_OFFERED.has(status) ||
      (status === 404 && bearer !== null && (name === 'get' || name === 'put')));
  const offered = statuses.filter((entry) => !lacking(entry)).map(([name]) => name);
  const unfound = statuses.filter((entry) => entry[1] === 404 && lacking(entry));
  const absent = new Map(
    unfound.map(([name]) => [
      name,
      `${name.toUpperCase()} of a client just registered gave 404: taken as not offered`,
    ]),
  );
  if (absent.size > 0) notes.push(`${[...absent.values()].join('; ')}.`);
  return {
    recipe,
    operations: new Set<Operation>(['post', ...offered]),
    absent,
    notes,
    deleted: isSuccess(removal.response?.status ?? 0),
    rotated: current === bearer ? null : current,
  };
}
