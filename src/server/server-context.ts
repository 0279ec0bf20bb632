import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { Jws } from '../rules/jws.ts';
import type { Proof } from '../rules/proof.ts';
import type { ClientStore } from './client-store.ts';
import type { OwnDirectory } from './directory.ts';
import type { ActiveFaults } from './faults/compile.ts';
import type { JwksSource } from './jwks-source.ts';
import type { TrustedDirectory } from './options.ts';
import type { Origins } from './origin.ts';
import type { PeerCertificate } from './peer-certificate.ts';
import type { ReplayGuard } from './replay-guard.ts';
import type { ServerRules } from './server-rules.ts';
import type { TokenStore } from './token-store.ts';

/** What all routes share. */
export interface ServerContext {
  readonly profile: Profile;
  readonly rules: ServerRules;
  readonly faults: ActiveFaults;
  readonly directories: readonly TrustedDirectory[];
  /** null where the server runs no directory of its own. */
  readonly directory: OwnDirectory | null;
  /** What `aud` of a registration request may name. */
  audiences(): readonly string[];
  readonly mtls: boolean;
  /** The server listens on loopback only, so softwares may too. */
  readonly loopback: boolean;
  readonly clients: ClientStore;
  readonly tokens: TokenStore;
  /** Registration access tokens (RFC 7592 3). */
  readonly registrationTokens: TokenStore;
  readonly requestJtis: ReplayGuard;
  readonly assertionJtis: ReplayGuard;
  readonly jwks: JwksSource;
  /** The list of redirect URIs at a sector_identifier_uri; null where there is none. */
  sectorUris(location: string): Promise<readonly unknown[] | null>;
  /** Verifies a token with a key set. */
  prove(jws: Jws, jwks: JsonObject): Promise<Proof>;
  /** Known once the server listens. */
  origins(): Origins;
  /** Public keys of the server itself. */
  ownJwks(): Promise<JsonObject>;
  log(line: string): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** One request as the routes see it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header values by lower-case name; several of one name joined as Node does. */
  header(name: string): string | undefined;
  /** The origin that the request was sent to. */
  readonly origin: string;
  /** The name of this server under that origin. */
  readonly issuer: string;
  readonly interactionId: string | null;
  readonly certificate: PeerCertificate | null;
  /** Seconds since the epoch. */
  readonly now: number;
  /** The body, one character for each byte; null when it is too long. Rejects when the sender goes away. */
  body(limit: number): Promise<string | null>;
}

/** One key set out of those of several directories. */
export function keysOf(directories: readonly TrustedDirectory[]): JsonObject {
  return { keys: directories.flatMap(({ jwks }) => (Array.isArray(jwks.keys) ? jwks.keys : [])) };
}

/** Client authentication methods of the token endpoint: what can be had here of what the profile calls fit. */
export function offeredAuthMethods({ profile, mtls }: ServerContext): readonly string[] {
  return profile.authMethods.filter((method) => mtls || !method.endsWith('tls_client_auth'));
}

/** True where a client is managed with the token that came with its registration (RFC 7592). */
export function managesByOwnToken({ profile }: Pick<ServerContext, 'profile'>): boolean {
  return profile.management.credential === 'registration-access-token';
}

/** The values that the profile lists for a claim; none where it sets no list. */
export function listedValues({ profile }: ServerContext, claim: string): readonly string[] {
  return profile.request.claims[claim]?.values ?? [];
}
