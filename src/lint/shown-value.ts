import { shown } from '../checks/shown.ts';
import type { Json } from '../model/json.ts';

/** Never shown: a finding is no place for a credential. */
const SECRET = new Set(['client_secret', 'registration_access_token', 'access_token', 'd', 'k']);

/** Members that a person may be asked not to spread. */
const LONGEST = 120;

/** A value as a finding shows it: short, on one line, tokens by their length, credentials not at all. */
export function shownValue(name: string, value: Json | undefined): string {
  if (value === undefined) return 'absent';
  if (SECRET.has(name)) return 'present, not shown';
  if (typeof value === 'string' && /^eyJ[^\s]*\./.test(value) && value.length > LONGEST) {
    return `a JWS of ${value.length} characters`;
  }
  return typeof value === 'string' ? shown(JSON.stringify(value)) : shown(value);
}

/** A time as people read it: seconds since the epoch and ISO 8601. */
export function shownTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? String(seconds)
    : `${seconds} (${date.toISOString().replace('.000Z', 'Z')})`;
}

/** `names` for a sentence, with "or". */
export function oneOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
