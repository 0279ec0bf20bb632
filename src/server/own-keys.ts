import type { JsonObject } from '../model/json.ts';

/** Makes the server's own signing keys on first use and gives their public JWK Set; the same one every time. */
export function createOwnKeys(): () => Promise<JsonObject> {
  let made: Promise<JsonObject> | null = null;
  return () => {
    made ??= makeKeys();
    return made;
  };
}

async function makeKeys(): Promise<JsonObject> {
  const rsa = {
    name: 'RSA-PSS',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const pairs = await Promise.all([
    crypto.subtle.generateKey(rsa, true, ['sign', 'verify']),
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']),
  ]);
  const [ps256, es256] = await Promise.all(
    pairs.map(({ publicKey }) => crypto.subtle.exportKey('jwk', publicKey)),
  );
  return {
    keys: [
      { kty: 'RSA', kid: 'ps256', use: 'sig', alg: 'PS256', n: ps256?.n ?? '', e: ps256?.e ?? '' },
      {
        kty: 'EC',
        kid: 'es256',
        use: 'sig',
        alg: 'ES256',
        crv: 'P-256',
        x: es256?.x ?? '',
        y: es256?.y ?? '',
      },
    ],
  };
}
