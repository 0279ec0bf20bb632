import { isJsonObject, type Json } from '../model/json.ts';

/** `value` in a form that is equal for equal JSON: members sorted, null members left out, arrays as sets. */
function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) {
    return `[${[...new Set((value as readonly Json[]).map(canonical))].sort().join(',')}]`;
  }
  if (isJsonObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== null);
    const texts = members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
    return `{${texts.sort().join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Equality of metadata: the order and repetition of array members and null members mean nothing. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  return canonical(left) === canonical(right);
}

/** The tokens of a scope string (RFC 6749 3.3); empty for anything else. */
export function scopeTokens(scope: Json | undefined): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter((token) => token !== '') : [];
}

/** The strings of an array; empty for anything else. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly Json[]).filter((item): item is string => typeof item === 'string')
    : [];
}

/** True when the member is there: RFC 7591 2 and 7592 2.2 treat null as absent. */
export function present(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}
