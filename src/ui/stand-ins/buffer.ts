/** What src/payload and src/mutations use of Node's Buffer, for browsers. */
import { decodeBase64url, encodeBase64url } from '../../rules/base64url.ts';

type Encoding = 'utf8' | 'utf16le' | 'hex' | 'base64' | 'base64url';

function encoded(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'hex':
      return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    case 'base64':
    case 'base64url':
      return decodeBase64url(text).bytes;
    case 'utf16le':
      return new Uint8Array(Uint16Array.from(text, (_, at) => text.charCodeAt(at)).buffer);
    default:
      return new TextEncoder().encode(text);
  }
}

class Bytes extends Uint8Array {
  override toString(encoding: Exclude<Encoding, 'utf16le'> = 'utf8'): string {
    const text = encodeBase64url(this);
    if (encoding === 'base64url') return text;
    if (encoding === 'base64') {
      const padding = '='.repeat((4 - (text.length % 4)) % 4);
      return text.replaceAll('-', '+').replaceAll('_', '/') + padding;
    }
    if (encoding === 'hex')
      return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this);
  }
}

function copy(bytes: ArrayLike<number>): Bytes {
  const made = new Bytes(bytes.length);
  made.set(bytes);
  return made;
}

export const Buffer = {
  from: (value: string | ArrayLike<number>, encoding: Encoding = 'utf8') =>
    copy(typeof value === 'string' ? encoded(value, encoding) : value),
  alloc: (length: number) => new Bytes(length),
  concat: (parts: readonly Uint8Array[]) => copy(parts.flatMap((part) => [...part])),
};
