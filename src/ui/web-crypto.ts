/** Keys and signatures as src/payload takes them, by the WebCrypto of the browser. */
import type { TrustKey } from '../keys/trust-material.ts';
import type { KeySignature } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import type { KeyName, SigningAlgorithm } from '../model/keys.ts';
import { encodeBase64url } from '../rules/base64url.ts';

const subtle = crypto.subtle;

const EC: EcKeyImportParams = { name: 'ECDSA', namedCurve: 'P-256' };

/** A public key as the HMAC mutations ask a KeyObject for it. */
function exported(spki: Uint8Array, jwk: JsonObject) {
  const base64 = Buffer.from(spki).toString('base64');
  const pem = `-----BEGIN PUBLIC KEY-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PUBLIC KEY-----\n`;
  return {
    export: ({ format }: { format: 'pem' | 'der' | 'jwk' }) =>
      format === 'pem' ? pem : format === 'der' ? Buffer.from(spki) : jwk,
  };
}

/** The members that make the key, in the order of RFC 7638. */
function material(jwk: JsonWebKey): Record<string, string> {
  const { kty = '', n = '', e = '', crv = '', x = '', y = '' } = jwk;
  return kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y };
}

async function thumbprint(jwk: JsonWebKey): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(material(jwk)));
  return encodeBase64url(new Uint8Array(await subtle.digest('SHA-256', text)));
}

function parameters(jwk: JsonWebKey, algorithm: SigningAlgorithm) {
  if (jwk.kty === 'EC') return EC;
  const bits = algorithm.slice(2);
  const name = algorithm.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
  return { name, hash: `SHA-${bits}` };
}

const usual = (jwk: JsonWebKey) => parameters(jwk, 'PS256');

/** The key `name` of trust material around a private JWK; its kid is the thumbprint where none is said. */
export async function trustKey(
  name: KeyName,
  privateJwk: JsonWebKey,
  kid: string | null = null,
): Promise<TrustKey> {
  const { kty, n, e, crv, x, y } = privateJwk;
  const plain = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
  const publicPart = plain as JsonWebKey;
  const key = await subtle.importKey('jwk', publicPart, usual(privateJwk), true, ['verify']);
  const spki = new Uint8Array(await subtle.exportKey('spki', key));
  const publicJwk = {
    ...(plain as JsonObject),
    kid: kid ?? (await thumbprint(privateJwk)),
    use: name === 'tpp-transport' ? 'enc' : 'sig',
  };
  return {
    name,
    kid: publicJwk.kid,
    // Stand for KeyObjects, which browsers have not; nothing that the page makes asks for more of them.
    private: privateJwk as unknown as TrustKey['private'],
    public: exported(spki, plain as JsonObject) as unknown as TrustKey['public'],
    publicJwk,
  };
}

/** A new key pair: P-256 for names that end in -ec, RSA for all others. */
export async function keyPair(name: KeyName): Promise<TrustKey> {
  const how = name.endsWith('-ec')
    ? EC
    : {
        name: 'RSA-PSS',
        hash: 'SHA-256',
        modulusLength: name === 'tpp-weak' ? 1024 : 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
      };
  const pair = await subtle.generateKey(how, true, ['sign', 'verify']);
  return trustKey(name, await subtle.exportKey('jwk', (pair as CryptoKeyPair).privateKey));
}

/** The private JWK of `key`. */
export function privateJwkOf(key: TrustKey): JsonWebKey {
  return key.private as unknown as JsonWebKey;
}

/** A private key that somebody pasted, as JWK or PKCS#8 PEM. Throws an Error of one line for anything else. */
export async function readPrivateKey(text: string): Promise<JsonWebKey & { kid?: string }> {
  const pem = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  if (pem === undefined) {
    const jwk: unknown = JSON.parse(text);
    if (typeof jwk === 'object' && jwk !== null && 'd' in jwk) return jwk as JsonWebKey;
    throw new Error('no private JWK');
  }
  const bytes = Uint8Array.from(atob(pem.replaceAll(/\s/g, '')), (char) => char.charCodeAt(0));
  const rsa = { name: 'RSA-PSS', hash: 'SHA-256' };
  for (const how of [rsa, EC]) {
    try {
      return await subtle.exportKey(
        'jwk',
        await subtle.importKey('pkcs8', bytes, how, true, ['sign']),
      );
    } catch {
      // Then it is of the other kind.
    }
  }
  throw new Error('neither RSA nor EC on P-256');
}

function integer(bytes: Uint8Array): readonly number[] {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = [...bytes.subarray(start === -1 ? bytes.length - 1 : start)];
  const full = (short[0] ?? 0) > 0x7f ? [0, ...short] : short;
  return [0x02, full.length, ...full];
}

/** R||S as a SEQUENCE of two INTEGERs: what RFC 7518 3.4 forbids and crypto libraries give. */
function toDer(raw: Uint8Array): Uint8Array {
  const body = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

/** The signature of `input` as `spec` wants it (RFC 7518 3.3 to 3.5). */
export async function signWith(key: TrustKey, spec: KeySignature, input: string): Promise<Buffer> {
  const { algorithm, saltLength, der } = spec;
  const jwk = privateJwkOf(key);
  const { alg: _alg, key_ops: _ops, ext: _ext, use: _use, ...plain } = jwk;
  const how = parameters(jwk, algorithm);
  const imported = await subtle.importKey('jwk', plain, how, false, ['sign']);
  const hashBytes = algorithm === 'RS1' ? 20 : Number(algorithm.slice(2)) / 8;
  const more = jwk.kty === 'EC' ? { hash: 'SHA-256' } : { saltLength: saltLength ?? hashBytes };
  const data = new TextEncoder().encode(input);
  const bytes = new Uint8Array(await subtle.sign({ ...how, ...more }, imported, data));
  return Buffer.from(der === true ? toDer(bytes) : bytes);
}
