import type { Json, JsonObject } from './json.ts';
import type { KeyName, SigningAlgorithm, TlsIdentity } from './keys.ts';

/** A signature made with a private key. */
export interface KeySignature {
  readonly kind: 'key';
  readonly key: KeyName;
  readonly algorithm: SigningAlgorithm;
  /** PSS salt length in bytes, where it is not the hash length (RFC 7518 3.5). */
  readonly saltLength?: number;
  /** DER instead of R||S (RFC 7518 3.4). */
  readonly der?: boolean;
}

/** How the signature segment of a JWS is made; independent of what its header claims. */
export type SignatureSpec =
  | KeySignature
  | {
      readonly kind: 'hmac';
      readonly hash: 'sha256' | 'sha384' | 'sha512';
      /** The public half of this key, in this form, is the HMAC secret. */
      readonly secret: KeyName;
      readonly form: 'pem' | 'der' | 'jwk' | 'modulus';
    }
  /** An SSA of a real directory, used byte for byte; with any other header or claims nobody here could sign it. */
  | { readonly kind: 'given'; readonly compact: string; readonly algorithm: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'zero'; readonly bytes: number };

/** Turns the JSON text of a header or payload into the bytes that are encoded and signed. */
export type TextEdit = (json: string) => Uint8Array | string;

/** A JWT before it is signed. */
export interface JwtDraft {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signature: SignatureSpec;
  readonly headerText?: TextEdit;
  readonly claimsText?: TextEdit;
}

/** The value of `software_statement` in a draft: stands for the SSA until that is signed. */
export const SSA_HERE = '{software_statement}';

/** A registration before it is signed: the claims stage. Where `request.claims.software_statement` is `SSA_HERE`, the signed SSA takes its place. */
export interface Draft {
  readonly softwareId: string;
  readonly ssa: JwtDraft;
  readonly request: JwtDraft;
  /** Where the harness serves `jwks`, or the ordinary set; for requests whose SSA does not name it. */
  readonly keySetUrl?: string;
  /** What the software's JWKS URL serves instead of the ordinary set. */
  readonly jwks?: HostedJwks;
}

/** The document at the software's JWKS URL. */
export interface HostedJwks {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: Json | string;
}

/** The public side of the trust material, for mutations that show a key or a certificate. */
export interface PublicMaterial {
  /** Public JWK with `kid` and `use`. */
  jwk(name: KeyName): JsonObject;
  /** The ordinary JWK Set of the software. */
  readonly softwareJwks: JsonObject;
  /** RFC 4514 subject of the TLS client certificate. */
  readonly clientSubjectDn: string;
  /** Base64 DER of the TLS client certificate, whose key is `tpp-transport` (an element of `x5c`). */
  readonly clientCertificate: string;
}

/** A draft after signing. */
export interface SignedDraft {
  readonly draft: Draft;
  readonly ssa: string;
  readonly request: string;
}

/** A request as it goes on the wire. Header order is kept. */
export interface HttpMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | string | null;
}

/** The last stage: what is sent, and by whom. */
export interface Outgoing {
  readonly message: HttpMessage;
  readonly identity: TlsIdentity;
}
