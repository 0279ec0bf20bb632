/** Keys of the trust material, as mutations and drafts name them. */
export type KeyName =
  | 'directory' // RSA 2048, signs SSAs; in directory.jwks.json
  | 'directory-ec' // P-256, signs SSAs; in directory.jwks.json
  | 'tpp-signing' // RSA 2048, signs requests and client assertions; in every software JWKS
  | 'tpp-signing-ec' // P-256, the same
  | 'tpp-transport' // RSA 2048, key of the TLS client certificate; in the software JWKS with use "enc" and its own kid
  | 'tpp-weak' // RSA 1024, published only where a case says so
  | 'other-signing' // RSA 2048, key of another software of the same directory
  | 'other-signing-ec' // P-256, the same
  | 'rogue-directory' // RSA 2048, a directory nobody trusts
  | 'rogue-directory-ec' // P-256, the same
  | 'rogue-signing' // RSA 2048, in no JWKS at all
  | 'rogue-signing-ec'; // P-256, the same

/** JWS algorithms the harness can produce. */
export type SigningAlgorithm =
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'RS1'
  | 'ES256';

/** Who opens the TLS connection. */
export type TlsIdentity =
  | 'tpp' // the certificate of the software
  | 'none' // no certificate
  | 'rogue' // the subject of the software, issued by a CA nobody trusts
  | 'expired' // the certificate of the software, ended
  | 'other' // the certificate of another software, good in itself
  | 'unlisted' // the subject of the software, good in itself, its key in no JWKS
  | 'tpp-old-tls' // the certificate of the software, in TLS 1.1 or older
  | 'tpp-weak-ciphers'; // the certificate of the software, in TLS 1.2 with suites that FAPI does not permit
