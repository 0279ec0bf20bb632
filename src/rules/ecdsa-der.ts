/**
 * An ECDSA signature in DER (SEQUENCE of two INTEGERs) as R||S with `size` bytes each; null when it is not DER.
 * RFC 7518 3.4 demands R||S; this is for recognising who got it wrong.
 */
export function derToRaw(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const r = integer(der, 2);
  const s = r === null ? null : integer(der, r.next);
  if (r === null || s === null || s.next !== der.length) return null;
  if (r.bytes.length > size || s.bytes.length > size) return null;
  const raw = new Uint8Array(size * 2);
  raw.set(r.bytes, size - r.bytes.length);
  raw.set(s.bytes, size * 2 - s.bytes.length);
  return raw;
}

function integer(der: Uint8Array, at: number): { bytes: Uint8Array; next: number } | null {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined) return null;
  const next = at + 2 + length;
  if (length === 0 || next > der.length) return null;
  let start = at + 2;
  while (start < next - 1 && der[start] === 0) start++;
  return { bytes: der.subarray(start, next), next };
}
