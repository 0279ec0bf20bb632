import { hash } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A UUID of version 4 in form, lower-case, that is the same for the same parts. */
export function deterministicUuid(...parts: string[]): string {
  return toUuid(digest(parts).subarray(0, 16));
}

/** The identifiers of one draft. */
export interface DraftIds {
  readonly softwareId: string;
  readonly ssaJti: string;
  readonly requestJti: string;
}

/**
 * All identifiers of a draft, from one hash because one is made for every request. A software_id has 22 characters of
 * 0-9A-Za-z (`base62`) or is a UUID.
 */
export function draftIds(form: 'base62' | 'uuid', ...parts: string[]): DraftIds {
  const bytes = digest(parts);
  return {
    softwareId: form === 'uuid' ? toUuid(bytes.subarray(0, 16)) : toBase62(bytes.subarray(0, 22)),
    ssaJti: toUuid(bytes.subarray(22, 38)),
    requestJti: toUuid(bytes.subarray(38, 54)),
  };
}

function toUuid(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function toBase62(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += BASE62[byte % 62];
  return text;
}

/** The parts are kept apart, so that ('ab', 'c') and ('a', 'bc') differ. */
function digest(parts: readonly string[]): Buffer {
  return hash('sha512', JSON.stringify(parts), 'buffer');
}
