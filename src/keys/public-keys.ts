import { createPublicKey } from 'node:crypto';
import { UsageError } from '../model/errors.ts';
import { isJsonObject, type JsonObject, readJson } from '../model/json.ts';
import { publicJwk } from './jwk.ts';

const FORMS = 'give a JWK Set, a JWK, a public key or a certificate as PEM';

function fromPem(name: string, text: string): JsonObject {
  try {
    return publicJwk(createPublicKey(text), 'sig');
  } catch (error) {
    throw new UsageError(`${name} holds no key that can be read`, FORMS, error);
  }
}

/**
 * The public keys in the text of a JWK Set, a JWK, or a PEM (a private key gives its public one). Throws a UsageError of
 * one line where there is none.
 */
export function readPublicKeys(name: string, text: string): readonly JsonObject[] {
  if (text.includes('-----BEGIN')) return [fromPem(name, text)];
  const value = readJson(text);
  const keys = isJsonObject(value) ? (Array.isArray(value.keys) ? value.keys : [value]) : [];
  const known = (keys as readonly unknown[]).filter(isJsonObject);
  const usable = known.filter(({ kty }) => kty === 'RSA' || kty === 'EC');
  if (usable.length > 0) return usable.map(({ d: _d, ...key }) => key);
  throw new UsageError(`${name} holds no RSA or EC key`, FORMS);
}
