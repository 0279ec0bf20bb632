import type { KeyObject } from 'node:crypto';
import type { KeySignature } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import type { KeyName } from '../model/keys.ts';

/** One key pair of the trust material. */
export interface TrustKey {
  readonly name: KeyName;
  /** RFC 7638 thumbprint with SHA-256, base64url. */
  readonly kid: string;
  readonly private: KeyObject;
  readonly public: KeyObject;
  /** With `kid` and `use`, without `alg`: restricting algorithms is the verifier's duty, not the key's. */
  readonly publicJwk: JsonObject;
}

/** What a TLS client presents. */
export interface TlsClient {
  /** PKCS#8 PEM. */
  readonly key: string;
  /** PEM, leaf first. */
  readonly cert: string;
  /** RFC 4514, most specific attribute first: the value of `tls_client_auth_subject_dn` (RFC 8705 2.1.2). */
  readonly subjectDn: string;
}

/** Everything the harness signs and connects with, read from one keys folder. */
export interface TrustMaterial {
  readonly dir: string;
  /** No complete set was there when it was opened, so a remote target cannot know it yet. */
  readonly createdNow: boolean;
  /** Parsed on first use; the same object every time. */
  key(name: KeyName): TrustKey;
  /** Signs with one of the private keys. */
  sign(spec: KeySignature, input: string): Promise<Buffer>;
  /** JWK Set of the SSA issuer. */
  readonly directoryJwks: JsonObject;
  /** JWK Set of the software: signing keys (`sig`), transport key (`enc`), `x5c` where there is a certificate. */
  readonly softwareJwks: JsonObject;
  readonly organisation: { readonly orgId: string; readonly orgName: string };
  /** PEM of root and issuing CA. */
  readonly ca: string;
  readonly server: { readonly key: string; readonly cert: string };
  readonly client: TlsClient;
  readonly rogueClient: TlsClient;
  /**
   * Certificates of the CA of `client` that are not right all the same: ended, of another software, of a key in no JWKS;
   * null where that CA is not ours.
   */
  readonly strangers: Readonly<Record<'expired' | 'other' | 'unlisted', TlsClient>> | null;
}
