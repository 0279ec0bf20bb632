import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** May differ between two reads of an unchanged client (RFC 7592 5: credentials rotate). */
const ROTATING = new Set([
  'client_secret',
  'client_secret_expires_at',
  'registration_access_token',
  'registration_client_uri',
]);

/** The value with members and list elements in one order: neither carries meaning in client metadata. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`,
  );
  return `{${members.sort().join(',')}}`;
}

/** Names of the members that two records of one client differ in, rotating credentials aside. */
export function differingMembers(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !ROTATING.has(name))
    .filter((name) => {
      const [a, b] = [before[name], after[name]];
      return a === undefined || b === undefined ? a !== b : canonical(a) !== canonical(b);
    })
    .sort();
}
