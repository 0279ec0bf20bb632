import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { UsageError } from '../model/errors.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { KeyName } from '../model/keys.ts';
import type { SigningKeyFile } from '../model/options.ts';
import { publicJwk, thumbprint } from './jwk.ts';
import { NotOurs } from './not-ours.ts';
import { KeyStoreError, readPkcs12 } from './read-pkcs12.ts';
import { signWith } from './sign.ts';
import type { TrustKey, TrustMaterial } from './trust-material.ts';

/** The user's own signing key, and the algorithm that FAPI has for its kind. */
export interface SigningKey {
  readonly algorithm: 'PS256' | 'ES256';
  readonly kid: string;
  readonly private: KeyObject;
}

const FORMS = 'give a private key as PEM, JWK or PKCS#12';

function asJwk(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function fromPem(name: string, pem: string, passphrase: string | null): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase }) });
  } catch (error) {
    const locked = pem.includes('ENCRYPTED');
    throw new UsageError(
      `${name} cannot be read${locked ? (passphrase === null ? ': it is encrypted' : ' with this passphrase') : ''}`,
      locked ? 'give --signing-key-passphrase env:NAME or @FILE' : FORMS,
      error,
    );
  }
}

function fromStore(name: string, bytes: Uint8Array, passphrase: string | null): KeyObject {
  try {
    const { keys } = readPkcs12(bytes, passphrase ?? '');
    const [pem] = keys;
    if (pem === undefined || keys.length > 1) {
      throw new KeyStoreError(`holds ${keys.length} private keys`);
    }
    return createPrivateKey(pem);
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    throw new UsageError(
      `${name} ${error.message}`,
      `${FORMS}; a PKCS#12 store with one key, and --signing-key-passphrase env:NAME or @FILE`,
      error,
    );
  }
}

function fromJwk(name: string, jwk: JsonObject): KeyObject {
  if (Array.isArray(jwk.keys)) {
    throw new UsageError(`${name} is a JWK Set`, 'give the one private key that signs');
  }
  try {
    return createPrivateKey({ key: jwk, format: 'jwk' });
  } catch (error) {
    throw new UsageError(`${name} is no private JWK`, FORMS, error);
  }
}

/** PS256 for RSA of 2048 bits or more, ES256 for P-256 (FAPI 1.0 Part 2, 8.6). */
function algorithmOf(name: string, key: KeyObject): SigningKey['algorithm'] {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  if (type === 'rsa' && (details.modulusLength ?? 0) >= 2048) return 'PS256';
  if (type === 'ec' && details.namedCurve === 'prime256v1') return 'ES256';
  const what =
    type === 'rsa' ? `RSA of ${details.modulusLength} bits` : `${type ?? 'no known'} key`;
  throw new UsageError(
    `${name} is ${what}${details.namedCurve === undefined ? '' : ` on ${details.namedCurve}`}`,
    'give RSA of 2048 bits or more (PS256), or EC on P-256 (ES256)',
  );
}

/** A private key as it was given; null kid where nothing says it. */
type GivenKey = Omit<SigningKey, 'kid'> & { readonly kid: string | null };

function readGivenKey({ name, bytes, kid }: SigningKeyFile, passphrase: string | null): GivenKey {
  const text = Buffer.from(bytes).toString('latin1');
  const jwk = asJwk(text);
  const key =
    jwk !== null
      ? fromJwk(name, jwk)
      : text.includes('-----BEGIN')
        ? fromPem(name, text, passphrase)
        : fromStore(name, bytes, passphrase);
  const said = kid ?? jwk?.kid;
  return {
    algorithm: algorithmOf(name, key),
    kid: typeof said === 'string' && said !== '' ? said : null,
    private: key,
  };
}

/**
 * The user's signing key from PEM, JWK or PKCS#12 text or bytes. Throws a UsageError of one line when it cannot be read,
 * is of a kind that FAPI does not allow, or nothing says its kid.
 */
export function readSigningKey(file: SigningKeyFile, passphrase: string | null): SigningKey {
  const { kid, ...key } = readGivenKey(file, passphrase);
  if (kid !== null) return { ...key, kid };
  throw new UsageError(
    `nothing says the kid of ${file.name}`,
    'give --signing-kid, as the key set of the software has it',
  );
}

/** The same for a key that no key set has to know: its kid is its thumbprint (RFC 7638) where nothing else says it. */
export function readOwnKey(file: SigningKeyFile, passphrase: string | null): SigningKey {
  const { kid, ...key } = readGivenKey(file, passphrase);
  return { ...key, kid: kid ?? thumbprint(publicJwk(publicOf(key.private), 'sig')) };
}

/** By way of PEM: a public key derived in one step cannot always be exported as JWK. */
function publicOf(key: KeyObject): KeyObject {
  return createPublicKey(createPublicKey(key).export({ type: 'spki', format: 'pem' }));
}

function missing(name: KeyName): NotOurs {
  if (name.startsWith('directory')) {
    return new NotOurs('it needs an SSA that the directory signs anew; yours is used as it is');
  }
  if (name.startsWith('other')) {
    return new NotOurs('it needs the key of another software of the directory');
  }
  return new NotOurs('it needs another key of the software than --signing-key');
}

/**
 * `trust` with the user's signing key in place of the software's; the directory's keys, and any other of the software,
 * are nobody's here: asking for them throws {@link NotOurs}.
 */
export function withSigningKey(trust: TrustMaterial, key: SigningKey): TrustMaterial {
  const own: KeyName = key.algorithm === 'ES256' ? 'tpp-signing-ec' : 'tpp-signing';
  const publicKey = publicOf(key.private);
  const jwk: JsonObject = { ...publicJwk(publicKey, 'sig'), kid: key.kid };
  const signing: TrustKey = {
    name: own,
    kid: key.kid,
    private: key.private,
    public: publicKey,
    publicJwk: jwk,
  };
  const find = (name: KeyName): TrustKey => {
    if (name === own) return signing;
    if (name.startsWith('rogue')) return trust.key(name);
    throw missing(name);
  };
  return {
    ...trust,
    // The target knows the software by the directory, not by these keys.
    createdNow: false,
    key: find,
    sign: async (spec, input) => signWith(find(spec.key).private, spec, input),
    softwareJwks: { keys: [jwk] },
    strangers: null,
  };
}
