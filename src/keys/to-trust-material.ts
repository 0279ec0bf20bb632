import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { JsonObject } from '../model/json.ts';
import type { KeyName } from '../model/keys.ts';
import { publicJwk } from './jwk.ts';
import { TRUST_FILES, type TrustPath } from './layout.ts';
import type { TlsClient, TrustKey, TrustMaterial } from './trust-material.ts';
import type { TrustSet } from './trust-set.ts';

/** The set as the rest of the harness uses it. Keys are parsed when first asked for. */
export function toTrustMaterial(dir: string, set: TrustSet, createdNow: boolean): TrustMaterial {
  const text = (path: TrustPath): string => {
    const bytes = set.files.get(path);
    if (bytes === undefined) throw new Error(`no file ${path} in the trust material`);
    return bytes.toString();
  };
  const client = (folder: 'tpp' | 'rogue'): TlsClient => ({
    key: text(`${folder}/transport.key.pem`),
    cert: text(`${folder}/transport.pem`),
    subjectDn:
      set.manifest.files.find((e) => e.path === `${folder}/transport.pem`)?.subjectDn ?? '',
  });
  const parsed = new Map<KeyName, TrustKey>();
  return {
    dir,
    createdNow,
    key(name) {
      const key = parsed.get(name) ?? parseKey(name, text(pathOf(name)));
      parsed.set(name, key);
      return key;
    },
    directoryJwks: JSON.parse(text('directory.jwks.json')) as JsonObject,
    softwareJwks: JSON.parse(text('tpp/jwks.json')) as JsonObject,
    organisation: set.manifest.organisation,
    ca: text('ca/root.pem') + text('ca/issuing.pem'),
    server: { key: text('server/tls.key.pem'), cert: text('server/tls.pem') },
    client: client('tpp'),
    rogueClient: client('rogue'),
  };
}

function parseKey(name: KeyName, pem: string): TrustKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicJwk(publicKey, name === 'tpp-transport' ? 'enc' : 'sig');
  return { name, kid: String(jwk.kid), private: privateKey, public: publicKey, publicJwk: jwk };
}

function pathOf(name: KeyName): TrustPath {
  const file = TRUST_FILES.find(({ key }) => key === name);
  if (file === undefined) throw new Error(`no key ${name} in the trust material`);
  return file.path;
}
