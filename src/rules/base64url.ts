const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
// By byte, so that every byte has an entry.
const VALUES = new Int16Array(256).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

const ENCODER = new TextEncoder();
/** Where the signs of texts of usual length are looked at: making room for each would cost more than decoding it. */
const ROOM = new Uint8Array(32_768);

/** The UTF-8 of `text`, until the next call; null where it is no ASCII. */
function asciiOf(text: string): Uint8Array | null {
  const { length } = text;
  const room = length * 3 <= ROOM.length ? ROOM : new Uint8Array(length * 3);
  return ENCODER.encodeInto(text, room).written === length ? room : null;
}

function valueAt(text: Uint8Array, at: number): number {
  return VALUES[text[at] ?? 0] ?? -1;
}

export interface Decoded {
  readonly bytes: Uint8Array;
  /** False for padding, white space, other characters, an impossible length or stray bits at the end. */
  readonly canonical: boolean;
}

/** `text` in the alphabet of base64url, without padding and white space, as careless decoders read it. */
export function cleaned(text: string): string {
  return text
    .replace(/[\s=]+/g, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/**
 * Decodes base64url (RFC 7515 2). Never throws: what is not canonical is decoded as careless decoders do,
 * and said so.
 */
export function decodeBase64url(text: string): Decoded {
  const strict = decode(text);
  if (strict !== null) return strict;
  return { bytes: decode(cleaned(text))?.bytes ?? new Uint8Array(), canonical: false };
}

/** null where a character is outside the alphabet. */
function decode(text: string): Decoded | null {
  const { length } = text;
  // Bytes are read faster than characters of a part of a text.
  const signs = asciiOf(text);
  if (signs === null) return null;
  const left = length % 4;
  const whole = length - left;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let at = 0;
  // Four characters are three bytes; a negative value among them makes the group negative.
  for (let i = 0; i < whole; i += 4) {
    const group =
      (valueAt(signs, i) << 18) |
      (valueAt(signs, i + 1) << 12) |
      (valueAt(signs, i + 2) << 6) |
      valueAt(signs, i + 3);
    if (group < 0) return null;
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  if (left === 0) return { bytes, canonical: true };
  let pending = 0;
  for (let i = whole; i < length; i++) pending = (pending << 6) | valueAt(signs, i);
  if (pending < 0) return null;
  const bits = left * 6;
  for (let have = bits; have >= 8; have -= 8) bytes[at++] = pending >> (have - 8);
  const canonical = left !== 1 && (pending & ((1 << (bits % 8)) - 1)) === 0;
  return { bytes, canonical };
}

/** Encodes bytes as base64url without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += (ALPHABET[group >> 18] ?? '') + (ALPHABET[(group >> 12) & 63] ?? '');
    if (left > 1) text += ALPHABET[(group >> 6) & 63] ?? '';
    if (left > 2) text += ALPHABET[group & 63] ?? '';
  }
  return text;
}
