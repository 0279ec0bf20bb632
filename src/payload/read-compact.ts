import { isJsonObject, type JsonObject } from '../model/json.ts';

/** The JSON parts of a JWT. */
export interface CompactParts {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

const known = new Map<string, CompactParts>();

function object(segment: string): JsonObject {
  const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
  if (!isJsonObject(value)) throw new Error('not a JSON object');
  return value;
}

/** Header and claims of a JWT in compact form (RFC 7515 7.1), unverified; throws an Error that says what is no JWT about it. */
export function readCompact(compact: string): CompactParts {
  const seen = known.get(compact);
  if (seen !== undefined) return seen;
  const segments = compact.split('.');
  if (segments.length !== 3) throw new Error(`it has ${segments.length} parts instead of 3`);
  const [header = '', claims = ''] = segments;
  try {
    const parts = { header: object(header), claims: object(claims) };
    known.set(compact, parts);
    return parts;
  } catch (error) {
    throw new Error('its header and claims are no JSON objects in base64url', { cause: error });
  }
}
