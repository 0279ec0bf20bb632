import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { Inspector } from '../model/target.ts';
import type { Client } from './client-store.ts';
import type { OwnDirectory } from './directory.ts';
import type { Offer } from './offer.ts';

/** An issuer of software statements that the server trusts. */
export interface TrustedDirectory {
  readonly issuer: string;
  /** Public keys that sign its statements. */
  readonly jwks: JsonObject;
}

export interface ServerOptions {
  readonly profile: Profile;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** PEM; null or absent for plain http. */
  readonly tls?: { readonly key: string; readonly cert: string } | null;
  /** Asks for client certificates that chain to `ca` (PEM); needs `tls`. */
  readonly mtls?: { readonly ca: string } | null;
  /** PEM of certificate authorities trusted besides the public ones where key sets are fetched; that of `mtls` when left out. */
  readonly ca?: string;
  readonly directories: readonly TrustedDirectory[];
  /** Served under /directory; it still has to be one of `directories` to be trusted. */
  readonly directory?: OwnDirectory;
  /** What of the profile is offered; all of it when left out. */
  readonly offer?: Offer;
  /** Fault ids; see faultIds. */
  readonly faults?: readonly string[];
  /** Hosts with private addresses from which a software's JWKS may be fetched. */
  readonly allowPrivate?: readonly string[];
  /** JWKS by URL, used instead of fetching it. */
  readonly jwksMap?: Readonly<Record<string, JsonObject>>;
  /** Gets one line for each refusal: which rule, which requirement. */
  readonly log?: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The whole store, for tests that run the server in their own process. */
export interface ServerInspector extends Inspector {
  clients(): readonly Client[];
}

export interface RunningServer {
  /** Such as `https://127.0.0.1:9443`. */
  readonly origin: string;
  readonly issuer: string;
  readonly discoveryUrl: string;
  readonly registrationUrl: string;
  /** What `aud` of a registration request has to be. */
  readonly audience: string;
  readonly inspector: ServerInspector;
  /** Closes open connections too. */
  close(): Promise<void>;
}
