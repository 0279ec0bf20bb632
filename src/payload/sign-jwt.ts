import { constants, createHmac, type KeyObject, sign as signBytes } from 'node:crypto';
import type { TrustMaterial } from '../keys/trust-material.ts';
import type { JwtDraft, SignatureSpec, TextEdit } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import type { SigningAlgorithm } from '../model/keys.ts';

const HASH: Readonly<Record<SigningAlgorithm, string>> = {
  PS256: 'sha256',
  PS384: 'sha384',
  PS512: 'sha512',
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  RS1: 'sha1',
  ES256: 'sha256',
};

/** The compact form (RFC 7515 7.1) of a draft: its signature is what `signature` says, whatever the header claims. */
export async function signJwt(jwt: JwtDraft, trust: TrustMaterial): Promise<string> {
  const input = `${encode(jwt.header, jwt.headerText)}.${encode(jwt.claims, jwt.claimsText)}`;
  return `${input}.${await signature(jwt.signature, input, trust)}`;
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
    case 'none':
      return '';
    case 'zero':
      return Buffer.alloc(spec.bytes).toString('base64url');
    case 'hmac':
      return createHmac(spec.hash, secretOf(trust.key(spec.secret).public, spec.form))
        .update(input)
        .digest('base64url');
    case 'key':
      return (await signWithKey(spec, Buffer.from(input), trust)).toString('base64url');
  }
}

/** On the thread pool, so that several drafts are signed at once. */
function signWithKey(
  spec: Extract<SignatureSpec, { kind: 'key' }>,
  input: Buffer,
  trust: TrustMaterial,
): Promise<Buffer> {
  const key = trust.key(spec.key).private;
  return new Promise((resolve, reject) => {
    signBytes(HASH[spec.algorithm], input, { key, ...parameters(spec) }, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(error);
    });
  });
}

/** RFC 7518 3.3 to 3.5. */
function parameters({
  algorithm,
  saltLength,
  der,
}: Extract<SignatureSpec, { kind: 'key' }>): object {
  if (algorithm === 'ES256') return { dsaEncoding: der === true ? 'der' : 'ieee-p1363' };
  if (!algorithm.startsWith('PS')) return { padding: constants.RSA_PKCS1_PADDING };
  return {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
  };
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
