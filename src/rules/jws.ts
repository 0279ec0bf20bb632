import type { JsonObject } from '../model/json.ts';
import { cleaned, decodeBase64url } from './base64url.ts';
import { type JsonReading, readJsonObject } from './json-text.ts';

/** A compact JWS as received, decoded as far as it goes; what is wrong with it is for the rules to say. */
export interface Jws {
  readonly compact: string;
  /** How many parts the periods make. */
  readonly parts: number;
  /** All of the first three parts are strict base64url. */
  readonly canonical: boolean;
  readonly header: JsonReading;
  readonly payload: JsonReading;
  readonly signature: Uint8Array;
  /** What the signature may cover: the text as received, then as careless decoders clean it. */
  readonly signingInputs: readonly string[];
}

/** Takes a compact JWS apart (RFC 7515 5.2). Never throws. */
export function parseJws(compact: string): Jws {
  const segments = compact.split('.');
  const [first = '', second = '', third = ''] = segments;
  const header = decodeBase64url(first);
  const payload = decodeBase64url(second);
  const signature = decodeBase64url(third);
  // A part of the text itself: putting the two together again would copy them.
  const received =
    segments.length > 1 ? compact.slice(0, first.length + 1 + second.length) : `${first}.`;
  // In the alphabet there is nothing to clean, and tokens are long.
  const clean = header.canonical && payload.canonical;
  const careless = clean ? received : `${cleaned(first)}.${cleaned(second)}`;
  return {
    compact,
    parts: segments.length,
    canonical: header.canonical && payload.canonical && signature.canonical,
    header: readJsonObject(header.bytes),
    payload: readJsonObject(payload.bytes),
    signature: signature.bytes,
    signingInputs: careless === received ? [received] : [received, careless],
  };
}

/** The string value of a JOSE header parameter; null for any other type. */
export function headerText(jws: Jws, name: string): string | null {
  const value: JsonObject[string] | undefined = jws.header.value[name];
  return typeof value === 'string' ? value : null;
}
