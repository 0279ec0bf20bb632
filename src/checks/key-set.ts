import { isJsonObject, type Json } from '../model/json.ts';
import { stringsOf } from './compare.ts';

const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** The keys of a JWK Set (RFC 7517 5), or null when `value` is none. */
export function keysOf(value: Json | undefined): readonly Json[] | null {
  if (!isJsonObject(value) || !Array.isArray(value.keys)) return null;
  return value.keys as readonly Json[];
}

/** Names of private members in a JWK Set (RFC 7518 6); empty for a public one. */
export function privateMembers(value: Json | undefined): readonly string[] {
  const found = (keysOf(value) ?? [])
    .filter(isJsonObject)
    .flatMap((key) => PRIVATE.filter((m) => m in key));
  return [...new Set(found)];
}

/** The `kid` values that several keys share. */
export function sharedKids(value: Json | undefined): readonly string[] {
  const kids = stringsOf((keysOf(value) ?? []).filter(isJsonObject).map((key) => key.kid ?? null));
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const kid of kids) (seen.has(kid) ? shared : seen).add(kid);
  return [...shared];
}
