import { present, sameJson } from '../../checks/compare.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { objectOf, observe, outcome, statusOf } from './steps.ts';

/** Credentials that a server may rotate on any read (RFC 7592 2.1). */
const ROTATING = ['registration_access_token', 'client_secret', 'client_secret_expires_at'];

/** Names of the members in which two client records differ, rotating credentials aside; null counts as absent. */
export function differences(before: JsonObject, after: JsonObject): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !ROTATING.includes(name) && !same(before[name], after[name]));
}

/** Equal as JSON; null counts as absent. */
export function same(
  left: JsonObject[string] | undefined,
  right: JsonObject[string] | undefined,
): boolean {
  if (!present(left) || !present(right)) return present(left) === present(right);
  return sameJson(left, right);
}

/** The client record before an attack; null where the target does not let it be read. */
export async function snapshot(flow: Flow, client: RegisteredClient): Promise<JsonObject | null> {
  if (!flow.target.capabilities.has('get')) return null;
  const exchange = await flow.read(client);
  const record = objectOf(exchange);
  return statusOf(exchange) === 200 ? record : null;
}

/** Names of the members that changed; not those that differ between two reads with nothing in between. */
async function changedBy(
  flow: Flow,
  client: RegisteredClient,
  before: JsonObject,
  after: JsonObject,
): Promise<readonly string[]> {
  const changed = differences(before, after);
  if (changed.length === 0) return [];
  const again = objectOf(await flow.read(client));
  const restless = again === null ? [] : differences(after, again);
  return changed.filter((name) => !restless.includes(name));
}

/**
 * After an attack: the record is as it was. Without a readable record, the client can still get a token. Tells whether
 * that is so.
 */
export async function expectUnchanged(
  flow: Flow,
  client: RegisteredClient,
  before: JsonObject | null,
  requirement: RequirementId,
): Promise<boolean> {
  const check = 'record.unchanged';
  const expected = 'the client record as before';
  const exchange = before === null ? (await flow.token(client)).exchange : await flow.read(client);
  const after = objectOf(exchange);
  const there = statusOf(exchange) === 200 && after !== null;
  const changed = there && before !== null ? await changedBy(flow, client, before, after) : [];
  const good = there && changed.length === 0;
  observe(flow, {
    exchange,
    check,
    requirement,
    good,
    expected,
    actual: there
      ? changed.length === 0
        ? 'unchanged'
        : `changed: ${changed.join(', ')}`
      : outcome(exchange),
    message: there ? 'The record afterwards.' : 'The client is gone afterwards.',
  });
  return good;
}
