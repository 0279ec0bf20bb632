import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { signWith } from '../../keys/sign.ts';
import type { TrustKey, TrustMaterial } from '../../keys/trust-material.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KeyName } from '../../model/keys.ts';

const isEc = (name: KeyName): boolean => name.endsWith('-ec');

/** Trust material without files: keys are made when first asked for, certificates are placeholders. */
export function fakeTrust(): TrustMaterial {
  const made = new Map<KeyName, TrustKey>();
  const key = (name: KeyName): TrustKey => {
    const known = made.get(name) ?? makeKey(name);
    made.set(name, known);
    return known;
  };
  const keySet = (...names: KeyName[]): JsonObject => ({
    keys: names.map((name) => key(name).publicJwk),
  });
  return {
    dir: '/nowhere',
    createdNow: false,
    key,
    sign: (spec, input) => signWith(key(spec.key).private, spec, input),
    get directoryJwks() {
      return keySet('directory', 'directory-ec');
    },
    get softwareJwks() {
      return keySet('tpp-signing', 'tpp-signing-ec', 'tpp-transport');
    },
    organisation: { orgId: '0015800001EXAMPLE', orgName: 'Example TPP Ltd' },
    ca: '',
    server: { key: '', cert: '' },
    client: client('CN=0015800001EXAMPLE,O=Example TPP Ltd,C=GB'),
    rogueClient: client('CN=0015800001EXAMPLE,O=Example TPP Ltd,C=GB'),
    strangers: {
      expired: client('CN=0015800001EXAMPLE,O=Example TPP Ltd,C=GB'),
      other: client('CN=0015800002EXAMPLE,O=Another TPP Ltd,C=GB'),
      unlisted: client('CN=0015800001EXAMPLE,O=Example TPP Ltd,C=GB'),
    },
  };
}

function client(subjectDn: string): TrustMaterial['client'] {
  const cert = '-----BEGIN CERTIFICATE-----\nTk9UIEEgQ0VSVElGSUNBVEU=\n-----END CERTIFICATE-----\n';
  return { key: '', cert, subjectDn };
}

/** Through PEM: exporting a freshly generated key object as JWK can hang on Node 20. */
function makeKey(name: KeyName): TrustKey {
  const pem = isEc(name) ? ecPem() : rsaPem(name === 'tpp-weak' ? 1024 : 2048);
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' }) as unknown as JsonObject;
  const kid = `k-${createHash('sha256').update(JSON.stringify(jwk)).digest('base64url')}`;
  const use = name === 'tpp-transport' ? 'enc' : 'sig';
  return { name, kid, private: privateKey, public: publicKey, publicJwk: { ...jwk, kid, use } };
}

const PRIVATE = { type: 'pkcs8', format: 'pem' } as const;
const PUBLIC = { type: 'spki', format: 'pem' } as const;

function rsaPem(modulusLength: number): string {
  return generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: PUBLIC,
    privateKeyEncoding: PRIVATE,
  }).privateKey;
}

function ecPem(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: PUBLIC,
    privateKeyEncoding: PRIVATE,
  }).privateKey;
}
