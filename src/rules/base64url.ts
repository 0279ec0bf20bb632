const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int16Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

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
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let bits = 0;
  let pending = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? -1;
    if (value < 0) return null;
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (pending >> bits) & 0xff;
    }
  }
  const canonical = text.length % 4 !== 1 && (pending & ((1 << bits) - 1)) === 0;
  return { bytes: bytes.subarray(0, at), canonical };
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
