import { createHmac, type KeyObject } from 'node:crypto';
import { NotOurs } from '../keys/not-ours.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import type { JwtDraft, SignatureSpec, TextEdit } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import { readCompact } from './read-compact.ts';

/** The compact form (RFC 7515 7.1) of a draft: its signature is what `signature` says, whatever the header claims. */
export async function signJwt(jwt: JwtDraft, trust: TrustMaterial): Promise<string> {
  if (jwt.signature.kind === 'given') return asGiven(jwt, jwt.signature.compact);
  const input = `${encodeHeader(jwt)}.${encode(jwt.claims, jwt.claimsText)}`;
  return `${input}.${await signature(jwt.signature, input, trust)}`;
}

/** The given token; throws {@link NotOurs} where the draft says anything else, since the directory alone could sign that. */
function asGiven({ header, claims, headerText, claimsText }: JwtDraft, compact: string): string {
  const given = readCompact(compact);
  const same =
    headerText === undefined &&
    claimsText === undefined &&
    JSON.stringify([header, claims]) === JSON.stringify([given.header, given.claims]);
  if (same) return compact;
  throw new NotOurs('it needs an SSA that the directory signs anew; yours is used as it is');
}

/** Headers that are as they were made: drafts share them. */
const encoded = new WeakMap<JsonObject, string>();

function encodeHeader({ header, headerText }: JwtDraft): string {
  if (headerText !== undefined) return encode(header, headerText);
  const text = encoded.get(header) ?? encode(header, undefined);
  encoded.set(header, text);
  return text;
}

function encode(json: JsonObject, edit: TextEdit | undefined): string {
  const text = JSON.stringify(json);
  return Buffer.from(edit === undefined ? text : edit(text)).toString('base64url');
}

async function signature(
  spec: SignatureSpec,
  input: string,
  trust: TrustMaterial,
): Promise<string> {
  switch (spec.kind) {
    case 'given':
      return spec.compact.split('.')[2] ?? '';
    case 'none':
      return '';
    case 'zero':
      return Buffer.alloc(spec.bytes).toString('base64url');
    case 'hmac':
      return createHmac(spec.hash, secretOf(trust.key(spec.secret).public, spec.form))
        .update(input)
        .digest('base64url');
    case 'key':
      return (await trust.sign(spec, input)).toString('base64url');
  }
}

/** A public key in a form that a confused verifier might take for an HMAC secret (RFC 8725 2.1). */
function secretOf(key: KeyObject, form: 'pem' | 'der' | 'jwk' | 'modulus'): string | Buffer {
  switch (form) {
    case 'pem':
      return key.export({ type: 'spki', format: 'pem' });
    case 'der':
      return key.export({ type: 'spki', format: 'der' });
    case 'jwk':
      return JSON.stringify(key.export({ format: 'jwk' }));
    case 'modulus':
      return Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url');
  }
}
