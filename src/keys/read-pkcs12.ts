import { createPrivateKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { type Der, encode, parse } from './der.ts';

/** What a PKCS#12 store holds, as PEM: certificates in the order of the store. */
export interface KeyStore {
  /** PKCS#8. */
  readonly keys: readonly string[];
  readonly certificates: readonly string[];
}

/** A PKCS#12 store that cannot be read; the message is fit for a person. */
export class KeyStoreError extends Error {}

type Bag = forge.pkcs12.Bag & { readonly asn1: Der };

function keyPem(bag: Bag): string {
  // forge parses RSA keys; others it leaves as they are, and Node reads them.
  const info =
    bag.key === null || bag.key === undefined
      ? bag.asn1
      : forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key));
  const key = createPrivateKey({ key: encode(info), format: 'der', type: 'pkcs8' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function certificatePem(bag: Bag): string {
  const der =
    bag.cert === null || bag.cert === undefined ? bag.asn1 : forge.pki.certificateToAsn1(bag.cert);
  return new X509Certificate(encode(der)).toString();
}

/**
 * Opens a PKCS#12 store (RFC 7292) with its password, also those of older tools that OpenSSL 3 no longer opens.
 * Throws a {@link KeyStoreError} for a wrong password, and for what is no PKCS#12.
 */
export function readPkcs12(bytes: Uint8Array, password: string): KeyStore {
  let store: forge.pkcs12.Pkcs12Pfx;
  try {
    store = forge.pkcs12.pkcs12FromAsn1(parse(bytes), false, password);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KeyStoreError(
      /password|MAC/i.test(why) ? 'is not opened by this passphrase' : 'is no PKCS#12 store',
      { cause: error },
    );
  }
  const bags = (type: string | undefined) =>
    (type === undefined ? [] : (store.getBags({ bagType: type })[type] ?? [])) as Bag[];
  const { keyBag, pkcs8ShroudedKeyBag, certBag } = forge.pki.oids;
  return {
    keys: [...bags(keyBag), ...bags(pkcs8ShroudedKeyBag)].map(keyPem),
    certificates: bags(certBag).map(certificatePem),
  };
}
