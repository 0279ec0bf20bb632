import type { Exchange } from '../model/exchange.ts';
import { readJson } from '../model/json.ts';
import { cutShort, MOST_ALIKE } from './cut-short.ts';
import { secretForms } from './secret-forms.ts';
import { bodyPlaces, LEAST_UNIQUE, MOST_CREDENTIALS, type Place, type Secret } from './secrets.ts';

/** The credentials of a whole run, to be found wherever a server sends them back. */
export interface SecretBook {
  /** Remembers what the target issued in its answer, cookies too, and the client assertion or other credential of the request. */
  learn(exchange: Exchange): void;
  /** Remembers what turned out to be secret on the way. */
  remember(secrets: readonly Secret[]): void;
  /** Where secrets stand in `text`, as they are or encoded. */
  places(text: string): Place[];
}

/** Letters of a text that are compared at once: no form of a secret is shorter. */
const WINDOW = LEAST_UNIQUE;
const BASE = 0x01000193;
/** BASE to the power of WINDOW - 1: what the letter that leaves the window has become. */
const LEAVING = Array.from({ length: WINDOW - 1 }).reduce<number>((p) => Math.imul(p, BASE), 1);

const FILTER_BITS = 20;
const FILTER_MASK = (1 << FILTER_BITS) - 1;

// Beyond these a target makes secrets up to fill our memory.
const LONGEST = 8_192;
const MOST_SECRETS = 20_000;
const MOST_LETTERS = 4_000_000;

const TOKEN_LETTER = /[^\s"'<>&=,;]/;

/** A word such as `invalid_client_metadata` is no credential, and would be missed all over the report. */
function isWord(value: string): boolean {
  return value.length < 12 || /^[a-z_]+$/.test(value);
}

/** A value as it stands in JSON or a form, and what it means there. */
function readings(value: string): string[] {
  const meant = value.includes('\\') ? readJson(`"${value}"`) : undefined;
  return typeof meant === 'string' ? [value, meant] : [value];
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < WINDOW; at += 1) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
  return hash;
}

function put<K>(map: Map<K, Secret[]>, key: K, entry: Secret): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [entry]);
  else others.push(entry);
}

/** Where the run of letters that ends at `end` begins, not before `floor`. */
function runStart(text: string, end: number, floor: number): number {
  let start = end;
  while (start > floor && TOKEN_LETTER.test(text[start - 1] ?? '')) start -= 1;
  return start;
}

/**
 * A book that knows `fixed` from the start. Looking a text up takes one pass over it, however many secrets there are:
 * the last letters of each form are hashed, because JWTs begin alike.
 */
export function createSecretBook(fixed: readonly Secret[] = []): SecretBook {
  const known = new Set<string>();
  const ends = new Map<number, Secret[]>();
  const beginnings = new Map<string, Secret[]>();
  let letters = 0;
  const filter = new Uint8Array(1 << (FILTER_BITS - 3));

  const add = ({ value, variable }: Secret): void => {
    if (value.length < LEAST_UNIQUE || value.length > LONGEST) return;
    if (known.has(value) || known.size >= MOST_SECRETS || letters >= MOST_LETTERS) return;
    known.add(value);
    letters += value.length;
    for (const form of secretForms(value)) {
      if (form.length < WINDOW) continue;
      const hash = hashOf(form.slice(-WINDOW));
      const bit = hash & FILTER_MASK;
      filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
      const entry = { value: form, variable };
      put(ends, hash, entry);
      put(beginnings, form.slice(0, WINDOW), entry);
    }
  };
  const learnFrom = (text: string, wanted: (place: Place) => boolean): void => {
    const places = bodyPlaces(text);
    if (places.length > MOST_CREDENTIALS) return;
    for (const { start, end, variable } of places.filter(wanted)) {
      for (const value of readings(text.slice(start, end))) {
        if (!isWord(value)) add({ value, variable });
      }
    }
  };
  for (const secret of fixed) add(secret);

  return {
    remember: (secrets) => secrets.forEach(add),
    learn({ request, response }) {
      for (const [name, value] of request.headers) {
        if (name.toLowerCase() !== 'authorization') continue;
        const [, scheme = '', credential = ''] = /^(\S+)\s+(.+)/.exec(value) ?? [];
        const variable = scheme.toLowerCase() === 'bearer' ? 'DCR_TOKEN' : 'DCR_AUTHORIZATION';
        // A case that sends a client_id for a token makes no secret of it.
        if (!isWord(credential) && !request.url.includes(credential)) {
          add({ value: credential, variable });
        }
      }
      learnFrom(request.body ?? '', ({ variable }) => variable === 'DCR_CLIENT_ASSERTION');
      learnFrom(response?.body ?? '', () => true);
      for (const [name, value] of response?.headers ?? []) {
        if (name.toLowerCase() !== 'set-cookie') continue;
        const cookie = /^[^=;]*=([^;]+)/.exec(value)?.[1]?.trim() ?? '';
        if (!isWord(cookie)) add({ value: cookie, variable: 'DCR_COOKIE' });
      }
    },
    places(text) {
      const found: Place[] = [];
      let hash = 0;
      for (let at = 0; at < text.length; at += 1) {
        if (at >= WINDOW) {
          hash = (hash - Math.imul(text.charCodeAt(at - WINDOW), LEAVING)) | 0;
        }
        hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
        const bit = hash & FILTER_MASK;
        if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
        const alike = ends.get(hash) ?? [];
        const end = at + 1;
        if (alike.length > MOST_ALIKE) {
          const floor = found.at(-1)?.end ?? 0;
          found.push({
            start: runStart(text, end, floor),
            end,
            variable: alike[0]?.variable ?? '',
          });
          continue;
        }
        for (const { value, variable } of alike) {
          const start = end - value.length;
          if (start >= 0 && text.startsWith(value, start)) found.push({ start, end, variable });
        }
      }
      return [...found, ...cutShort(text, (start) => beginnings.get(start) ?? [])];
    },
  };
}
