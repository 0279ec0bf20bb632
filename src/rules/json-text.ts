import { isJsonObject, type JsonObject } from '../model/json.ts';

export type JsonFlaw =
  | 'encoding' // not UTF-8
  | 'bom' // starts with a byte order mark
  | 'trailing' // something follows the JSON value
  | 'duplicate' // a member name occurs twice in one object
  | 'deep' // nested deeper than DEPTH_LIMIT
  | 'not-object'; // not JSON, or not an object

export interface JsonReading {
  /** The object, read as a careless parser does (last member wins); empty where there is none. */
  readonly value: JsonObject;
  readonly flaws: ReadonlySet<JsonFlaw>;
}

/** No claim of any profile nests deeper than five levels. */
export const DEPTH_LIMIT = 32;

/** Beyond this not even a careless parser goes on. */
const DEPTH_ABSURD = 500;

const NOTHING: JsonObject = {};

/** Reads the bytes of a JOSE header or JWT payload. Never throws: everything wrong with them is in `flaws`. */
export function readJsonObject(bytes: Uint8Array): JsonReading {
  const flaws = new Set<JsonFlaw>();
  let text = decodeText(bytes, flaws);
  if (text.startsWith('\uFEFF')) {
    flaws.add('bom');
    text = text.slice(1);
  }
  const scan = scanJson(text);
  if (scan.duplicates) flaws.add('duplicate');
  if (scan.depth > DEPTH_LIMIT) flaws.add('deep');
  if (text.slice(scan.end).trim() !== '') flaws.add('trailing');
  const value = scan.depth > DEPTH_ABSURD ? null : parse(text.slice(0, scan.end));
  if (!isJsonObject(value)) flaws.add('not-object');
  return { value: isJsonObject(value) ? value : NOTHING, flaws };
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

function decodeText(bytes: Uint8Array, flaws: Set<JsonFlaw>): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    flaws.add('encoding');
    return LENIENT.decode(bytes);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface Scan {
  /** Index after the first complete value. */
  readonly end: number;
  readonly duplicates: boolean;
  readonly depth: number;
}

/**
 * Walks over JSON text without recursion and without judging its grammar (JSON.parse does that):
 * where the first object or array ends, how deep it goes, whether a name comes twice.
 */
function scanJson(text: string): Scan {
  const names: (Set<string> | null)[] = [];
  let duplicates = false;
  let depth = 0;
  let nameExpected = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '"') {
      const end = endOfString(text, i);
      const seen = names.at(-1);
      if (nameExpected && seen) {
        const name = memberName(text.slice(i, end));
        if (seen.has(name)) duplicates = true;
        seen.add(name);
        nameExpected = false;
      }
      i = end - 1;
    } else if (char === '{' || char === '[') {
      names.push(char === '{' ? new Set() : null);
      nameExpected = char === '{';
      depth = Math.max(depth, names.length);
    } else if (char === '}' || char === ']') {
      names.pop();
      nameExpected = false;
      if (names.length === 0) return { end: i + 1, duplicates, depth };
    } else if (char === ',') {
      nameExpected = names.at(-1) instanceof Set;
    }
  }
  return { end: text.length, duplicates, depth };
}

/** What ends a string, or escapes what would. */
const STRING_SIGN = /["\\]/g;

function endOfString(text: string, start: number): number {
  STRING_SIGN.lastIndex = start + 1;
  while (STRING_SIGN.test(text)) {
    if (text[STRING_SIGN.lastIndex - 1] === '"') return STRING_SIGN.lastIndex;
    STRING_SIGN.lastIndex += 1;
  }
  return text.length;
}

/** Names are compared decoded: the escape \u0061 is an a. */
function memberName(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const name = parse(literal);
  return typeof name === 'string' ? name : literal;
}
