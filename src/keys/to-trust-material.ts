import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { JsonObject } from '../model/json.ts';
import type { KeyName } from '../model/keys.ts';
import { publicJwk } from './jwk.ts';
import { MAIN, STRANGERS, type TrustPath } from './layout.ts';
import { signWith } from './sign.ts';
import type { TlsClient, TrustKey, TrustMaterial } from './trust-material.ts';
import type { TrustSet } from './trust-set.ts';

/** The set as the rest of the harness uses it. Keys are parsed when first asked for. */
export function toTrustMaterial(
  dir: string,
  set: TrustSet,
  strangers: TrustSet,
  createdNow: boolean,
): TrustMaterial {
  const text = (path: TrustPath): string => {
    const bytes = set.files.get(path) ?? strangers.files.get(path);
    if (bytes === undefined) throw new Error(`no file ${path} in the trust material`);
    return bytes.toString();
  };
  const entries = [...set.manifest.files, ...strangers.manifest.files];
  const client = (key: TrustPath, cert: TrustPath): TlsClient => ({
    key: text(key),
    cert: text(cert),
    subjectDn: entries.find(({ path }) => path === cert)?.subjectDn ?? '',
  });
  const parsed = new Map<KeyName, TrustKey>();
  const key = (name: KeyName): TrustKey => {
    const known = parsed.get(name) ?? parseKey(name, text(pathOf(name)));
    parsed.set(name, known);
    return known;
  };
  return {
    dir,
    createdNow,
    key,
    sign: (spec, input) => signWith(key(spec.key).private, spec, input),
    directoryJwks: JSON.parse(text('directory.jwks.json')) as JsonObject,
    softwareJwks: JSON.parse(text('tpp/jwks.json')) as JsonObject,
    organisation: set.manifest.organisation,
    ca: text('ca/root.pem') + text('ca/issuing.pem'),
    server: { key: text('server/tls.key.pem'), cert: text('server/tls.pem') },
    client: client('tpp/transport.key.pem', 'tpp/transport.pem'),
    rogueClient: client('rogue/transport.key.pem', 'rogue/transport.pem'),
    strangers: {
      expired: client('tpp/transport.key.pem', 'strangers/expired.pem'),
      other: client('strangers/other.key.pem', 'strangers/other.pem'),
      unlisted: client('strangers/unlisted.key.pem', 'strangers/unlisted.pem'),
    },
  };
}

function parseKey(name: KeyName, pem: string): TrustKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicJwk(publicKey, name === 'tpp-transport' ? 'enc' : 'sig');
  return { name, kid: String(jwk.kid), private: privateKey, public: publicKey, publicJwk: jwk };
}

function pathOf(name: KeyName): TrustPath {
  const file = [...MAIN.files, ...STRANGERS.files].find(({ key }) => key === name);
  if (file === undefined) throw new Error(`no key ${name} in the trust material`);
  return file.path;
}
