import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { UsageError } from '../model/errors.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { TransportFiles } from '../model/options.ts';
import { publicJwk } from './jwk.ts';
import { KeyStoreError, readPkcs12 } from './read-pkcs12.ts';
import { subjectDn } from './subject-dn.ts';
import type { TlsClient, TrustMaterial } from './trust-material.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/;

function privateKey(pem: string, passphrase: string | null): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase }) });
  } catch (error) {
    const locked = pem.includes('ENCRYPTED');
    throw new UsageError(
      locked && passphrase === null
        ? 'the private key of --transport-cert is encrypted'
        : `the private key of --transport-cert cannot be read${locked ? ' with this passphrase' : ''}`,
      locked ? 'give --transport-passphrase env:NAME or @FILE' : 'give it as PEM, PKCS#8 or PKCS#1',
      error,
    );
  }
}

/** The parts of the files as PEM: the key, and all certificates in no particular order. */
function parts(files: TransportFiles): { key: string | null; certificates: readonly string[] } {
  const text = Buffer.from(files.certificate).toString('latin1');
  if (text.includes('-----BEGIN')) {
    return {
      key: files.key ?? PRIVATE_KEY.exec(text)?.[0] ?? null,
      certificates: text.match(CERTIFICATE) ?? [],
    };
  }
  try {
    const store = readPkcs12(files.certificate, files.passphrase ?? '');
    if (store.keys.length > 1 && files.key === null) {
      throw new KeyStoreError(`holds ${store.keys.length} private keys`);
    }
    return { key: files.key ?? store.keys[0] ?? null, certificates: store.certificates };
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    throw new UsageError(
      `the file of --transport-cert ${error.message}`,
      'give PEM, or PKCS#12 with one key and --transport-passphrase env:NAME or @FILE',
      error,
    );
  }
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new UsageError(
      'the file of --transport-cert holds a broken certificate',
      'export it again',
      error,
    );
  }
}

/** The end-entity certificate of the files as PEM; a key is not needed. Throws a UsageError for what holds none. */
export function leafCertificate(files: TransportFiles): string {
  const all = parts(files).certificates.map(parsed);
  const leaf = all.find(({ ca }) => !ca) ?? all[0];
  if (leaf !== undefined) return leaf.toString();
  throw new UsageError('the file of --transport-cert holds no certificate', 'give PEM or PKCS#12');
}

/** `leaf` and its issuers among `others`, as a TLS client sends them. */
function chainOf(leaf: X509Certificate, others: readonly X509Certificate[]): X509Certificate[] {
  const chain = [leaf];
  for (let last = leaf; ; ) {
    const issuer = others.find((each) => !chain.includes(each) && last.checkIssued(each));
    if (issuer === undefined) return chain;
    chain.push(issuer);
    last = issuer;
  }
}

/**
 * The user's own TLS client certificate, PEM or PKCS#12. Throws a UsageError of one line when there is no certificate,
 * no key, the passphrase is wrong, or the two do not belong together.
 */
export function readTransport(files: TransportFiles): TlsClient {
  const { key: pem, certificates } = parts(files);
  if (certificates.length === 0) {
    throw new UsageError(
      'the file of --transport-cert holds no certificate',
      'give PEM or PKCS#12',
    );
  }
  if (pem === null) {
    throw new UsageError(
      'there is no private key for --transport-cert',
      'give --transport-key FILE',
    );
  }
  const key = privateKey(pem, files.passphrase);
  const all = certificates.map(parsed);
  const leaf = all.find((each) => each.checkPrivateKey(key));
  if (leaf === undefined) {
    throw new UsageError(
      'the private key is of none of the certificates in --transport-cert',
      'give the key that the certificate was issued for',
    );
  }
  return {
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: chainOf(leaf, all)
      .map((each) => each.toString())
      .join(''),
    subjectDn: subjectDn(leaf.raw),
  };
}

/**
 * `trust` with the user's client certificate, whose key also stands in the key set of the software. What its issuer
 * gives to others, or has let expire, is not in our hands.
 */
export function withTransport(trust: TrustMaterial, files: TransportFiles): TrustMaterial {
  const client = readTransport(files);
  const leaf = new X509Certificate(client.cert);
  const ours = { ...trust, client, strangers: null };
  const own = Array.isArray(trust.softwareJwks.keys) ? trust.softwareJwks.keys : [];
  const kind = leaf.publicKey.asymmetricKeyType;
  if (kind !== 'rsa' && kind !== 'ec') return ours;
  const jwk: JsonObject = {
    ...publicJwk(leaf.publicKey, 'enc'),
    x5c: [leaf.raw.toString('base64')],
  };
  const known = own.some((each) => isJsonObject(each) && each.kid === jwk.kid);
  const keys = known ? own : [...own, jwk];
  return { ...ours, softwareJwks: { ...trust.softwareJwks, keys } };
}
