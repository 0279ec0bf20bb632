import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** Codings of one answer that are undone; a real server uses one. */
const MOST_CODINGS = 3;

type Undo = (body: Buffer, limit: { readonly maxOutputLength: number }) => Promise<Buffer>;

const inflated: Undo = promisify(inflate);
const rawInflated: Undo = promisify(inflateRaw);

/** "deflate" is the zlib format (RFC 9110 8.4.1.2), but many send the bare stream; the low half of its first byte tells. */
const deflate: Undo = (body, limit) =>
  ((body[0] ?? 0) & 0x0f) === 8 ? inflated(body, limit) : rawInflated(body, limit);

const UNDO: Readonly<Record<string, Undo>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate,
  br: promisify(brotliDecompress),
};

export interface Decoded {
  readonly body: Buffer;
  /** The body would have been longer than the limit. */
  readonly tooLarge: boolean;
}

/** The codings that Content-Encoding names, in the order in which they were applied (RFC 9110 8.4). */
function codings(headers: readonly (readonly [name: string, value: string])[]): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/**
 * The body without the codings that its headers name; at most `maxBytes`, also in between. What cannot be undone (an
 * unknown coding, too many of them, bytes that are none) stays as it came.
 */
export async function decodeBody(
  headers: readonly (readonly [name: string, value: string])[],
  body: Buffer,
  maxBytes: number,
): Promise<Decoded> {
  const applied = codings(headers);
  const steps = applied.reverse().map((coding) => UNDO[coding]);
  if (body.length === 0 || steps.length > MOST_CODINGS) return { body, tooLarge: false };
  let decoded = body;
  for (const undo of steps) {
    if (undo === undefined) return { body, tooLarge: false };
    try {
      decoded = await undo(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
      return { body, tooLarge };
    }
  }
  return { body: decoded, tooLarge: false };
}
