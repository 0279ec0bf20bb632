import type { JsonObject } from '../model/json.ts';
import type { Operation } from '../model/profile.ts';
import type { Jws } from './jws.ts';
import type { Proof } from './proof.ts';

/** The certificate that opened the TLS connection. */
export interface ClientCertificate {
  /** Subject as an RFC 4514 string. */
  readonly subjectDn: string;
}

/** Everything the rules of a registration may look at. */
export interface RegistrationInput {
  readonly operation: Extract<Operation, 'post' | 'put'>;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly request: Jws;
  /** null where software_statement is no string. */
  readonly ssa: Jws | null;
  /** Claims of the request JWT; empty where it has none. */
  readonly claims: JsonObject;
  /** Claims of the software statement; empty where there is none. */
  readonly ssaClaims: JsonObject;
  /**
   * The metadata asked for: the request's, with those of the SSA of the same name in their place (RFC 7591 2.3); of
   * requests in plain JSON with the defaults filled in.
   */
  readonly metadata: JsonObject;
  /** Names under which this server is addressed. */
  readonly audiences: readonly string[];
  /** Issuers of software statements that this server trusts. */
  readonly issuers: readonly string[];
  /** Client authentication methods of the token endpoint. */
  readonly authMethods: readonly string[];
  /** Loopback http is a right place for a JWKS. */
  readonly allowLoopbackHttp: boolean;
  /** How the request's signature was verified, with the keys that the SSA names. */
  requestProof(): Proof | Promise<Proof>;
  /** How the SSA's signature was verified, with the keys of its issuer. */
  ssaProof(): Proof | Promise<Proof>;
  /** The list at a sector_identifier_uri, null where there is none; null itself where nothing is fetched. */
  readonly sectorUris: ((location: string) => Promise<readonly unknown[] | null>) | null;
  /** True when a request with this jti was accepted before. */
  jtiUsed(jti: string): boolean;
  /** True while a client of this software is registered. */
  softwareRegistered(softwareId: string): boolean;
  /** null where no certificate was asked for. */
  readonly certificate: ClientCertificate | null;
  /** The record that a PUT is about. */
  readonly registered: { readonly clientId: string; readonly softwareId: string | null } | null;
}
