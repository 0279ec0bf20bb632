import type { KeyName } from '../model/keys.ts';

export interface TrustFile {
  readonly path: string;
  readonly kind: 'private-key' | 'certificate' | 'jwks' | 'pkcs12';
  readonly what: string;
  /** Of a private key. */
  readonly alg?: 'RSA-2048' | 'RSA-1024' | 'P-256';
  /** The name by which mutations and drafts know it. */
  readonly key?: KeyName;
  /** Holds a private key: 0600. */
  readonly secret: boolean;
  /** What is wrong with it on purpose. */
  readonly defects?: readonly string[];
}

const UNTRUSTED = 'nobody trusts it';

/** Every file of the main part but its manifest. Certificates that were issued stand with their chain, leaf first. */
const LAYOUT = [
  {
    path: 'directory.jwks.json',
    kind: 'jwks',
    what: 'public keys of the SSA issuer: a target that trusts them can be tested in full',
    secret: false,
  },
  {
    path: 'directory.signing.pem',
    kind: 'private-key',
    what: 'signs software statements (PS256)',
    alg: 'RSA-2048',
    key: 'directory',
    secret: true,
  },
  {
    path: 'directory.signing-ec.pem',
    kind: 'private-key',
    what: 'signs software statements (ES256)',
    alg: 'P-256',
    key: 'directory-ec',
    secret: true,
  },
  {
    path: 'ca/root.pem',
    kind: 'certificate',
    what: 'root CA: what a target trusts for mTLS, and what trusts the reference server',
    secret: false,
  },
  {
    path: 'ca/root.key.pem',
    kind: 'private-key',
    what: 'key of the root CA',
    alg: 'RSA-2048',
    secret: true,
  },
  {
    path: 'ca/issuing.pem',
    kind: 'certificate',
    what: 'issuing CA, under the root',
    secret: false,
  },
  {
    path: 'ca/issuing.key.pem',
    kind: 'private-key',
    what: 'key of the issuing CA',
    alg: 'RSA-2048',
    secret: true,
  },
  {
    path: 'ca/truststore.p12',
    kind: 'pkcs12',
    what: 'both CAs as trusted certificates, for Java',
    secret: false,
  },
  {
    path: 'tpp/signing.key.pem',
    kind: 'private-key',
    what: 'signs registration requests and client assertions (PS256)',
    alg: 'RSA-2048',
    key: 'tpp-signing',
    secret: true,
  },
  {
    path: 'tpp/signing.pem',
    kind: 'certificate',
    what: 'seal certificate of the signing key',
    secret: false,
  },
  {
    path: 'tpp/signing-ec.key.pem',
    kind: 'private-key',
    what: 'signs registration requests and client assertions (ES256)',
    alg: 'P-256',
    key: 'tpp-signing-ec',
    secret: true,
  },
  {
    path: 'tpp/transport.key.pem',
    kind: 'private-key',
    what: 'key of the TLS client certificate',
    alg: 'RSA-2048',
    key: 'tpp-transport',
    secret: true,
  },
  {
    path: 'tpp/transport.pem',
    kind: 'certificate',
    what: 'TLS client certificate',
    secret: false,
  },
  {
    path: 'tpp/transport.p12',
    kind: 'pkcs12',
    what: 'TLS client certificate with its key and chain',
    secret: true,
  },
  {
    path: 'tpp/weak.key.pem',
    kind: 'private-key',
    what: 'for requests signed by a key that is too short',
    alg: 'RSA-1024',
    key: 'tpp-weak',
    secret: true,
    defects: ['1024 bits; RFC 7518 asks for 2048 or more'],
  },
  {
    path: 'tpp/jwks.json',
    kind: 'jwks',
    what: 'public keys of the software, as its JWKS URL serves them',
    secret: false,
  },
  {
    path: 'other/signing.key.pem',
    kind: 'private-key',
    what: 'key of another software of the same directory',
    alg: 'RSA-2048',
    key: 'other-signing',
    secret: true,
    defects: ['not in the JWKS of the software'],
  },
  {
    path: 'rogue/directory.signing.pem',
    kind: 'private-key',
    what: 'signs software statements of a rogue directory',
    alg: 'RSA-2048',
    key: 'rogue-directory',
    secret: true,
    defects: [UNTRUSTED],
  },
  {
    path: 'rogue/signing.key.pem',
    kind: 'private-key',
    what: 'for requests signed by an unknown key',
    alg: 'RSA-2048',
    key: 'rogue-signing',
    secret: true,
    defects: ['in no JWKS at all'],
  },
  {
    path: 'rogue/ca.pem',
    kind: 'certificate',
    what: 'CA of the rogue client certificate',
    secret: false,
    defects: [UNTRUSTED],
  },
  {
    path: 'rogue/ca.key.pem',
    kind: 'private-key',
    what: 'key of the rogue CA',
    alg: 'RSA-2048',
    secret: true,
    defects: [UNTRUSTED],
  },
  {
    path: 'rogue/transport.key.pem',
    kind: 'private-key',
    what: 'key of the rogue TLS client certificate',
    alg: 'RSA-2048',
    secret: true,
    defects: [UNTRUSTED],
  },
  {
    path: 'rogue/transport.pem',
    kind: 'certificate',
    what: 'TLS client certificate with the subject of tpp/transport.pem',
    secret: false,
    defects: ['issued by the rogue CA'],
  },
  {
    path: 'server/tls.key.pem',
    kind: 'private-key',
    what: 'TLS key of the reference server',
    alg: 'RSA-2048',
    secret: true,
  },
  {
    path: 'server/tls.pem',
    kind: 'certificate',
    what: 'TLS certificate of the reference server: localhost, 127.0.0.1, ::1',
    secret: false,
  },
] as const satisfies readonly TrustFile[];

/** Those who must not get in, though what they bring looks right. */
const STRANGERS_LAYOUT = [
  {
    path: 'strangers/expired.pem',
    kind: 'certificate',
    what: 'TLS client certificate of the software, for the key tpp/transport.key.pem',
    secret: false,
    defects: ['ended before it was made'],
  },
  {
    path: 'strangers/other.key.pem',
    kind: 'private-key',
    what: 'key of the TLS client certificate of another software',
    alg: 'RSA-2048',
    secret: true,
  },
  {
    path: 'strangers/other.pem',
    kind: 'certificate',
    what: 'TLS client certificate of another software of another organisation',
    secret: false,
    defects: ['not the software that registers'],
  },
  {
    path: 'strangers/unlisted.key.pem',
    kind: 'private-key',
    what: 'key of a further TLS client certificate of the software',
    alg: 'RSA-2048',
    secret: true,
  },
  {
    path: 'strangers/unlisted.pem',
    kind: 'certificate',
    what: 'TLS client certificate with the subject of tpp/transport.pem',
    secret: false,
    defects: ['its key is not in the JWKS of the software'],
  },
  {
    path: 'strangers/other-signing-ec.key.pem',
    kind: 'private-key',
    what: 'ES256 key of another software of the same directory',
    alg: 'P-256',
    key: 'other-signing-ec',
    secret: true,
    defects: ['not in the JWKS of the software'],
  },
  {
    path: 'strangers/rogue-directory-ec.key.pem',
    kind: 'private-key',
    what: 'signs software statements of a rogue directory (ES256)',
    alg: 'P-256',
    key: 'rogue-directory-ec',
    secret: true,
    defects: [UNTRUSTED],
  },
  {
    path: 'strangers/rogue-signing-ec.key.pem',
    kind: 'private-key',
    what: 'for requests signed by an unknown key (ES256)',
    alg: 'P-256',
    key: 'rogue-signing-ec',
    secret: true,
    defects: ['in no JWKS at all'],
  },
] as const satisfies readonly TrustFile[];

export type TrustPath = (typeof LAYOUT | typeof STRANGERS_LAYOUT)[number]['path'];
export type TrustFiles = ReadonlyMap<TrustPath, Buffer>;
type NamedFile = TrustFile & { readonly path: TrustPath };

/** LAYOUT without its literal types, for code that walks over it. */
export const TRUST_FILES: readonly NamedFile[] = LAYOUT;

/** A part of the trust material with a manifest of its own: made as a whole, never changed after. */
export interface Part {
  /** Relative to the keys folder. */
  readonly folder: string;
  readonly files: readonly NamedFile[];
}

export const MAIN: Part = { folder: '', files: LAYOUT };
/** Younger than the rest: a set that lacks it gets it when it is opened. */
export const STRANGERS: Part = { folder: 'strangers', files: STRANGERS_LAYOUT };

export const MANIFEST = 'manifest.json';

/** Published on purpose: it protects test keys only, and tools insist on one. */
export const KEYSTORE_PASSWORD = 'changeit';
