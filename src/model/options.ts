import type { Json } from './json.ts';
import type { Operation, Profile } from './profile.ts';

/** A change of the base payload from `--set` / `--unset`; `path` is `request.<claim>` or `ssa.<claim>`. */
export interface PayloadEdit {
  readonly path: string;
  /** Left out: the claim is taken away. */
  readonly value?: Json;
}

/** A forward proxy. */
export interface ProxyAddress {
  /** `http://host:port` or `https://host:port`: how the proxy itself is reached; without credentials. */
  readonly url: string;
  /** `user:password`; null where the proxy asks for none. */
  readonly credentials: string | null;
}

/** Which connections go through a proxy. */
export interface ProxyOptions {
  /** By the scheme of the URL that is asked for. */
  readonly http: ProxyAddress | null;
  readonly https: ProxyAddress | null;
  /** Hosts that are reached directly, in the forms of NO_PROXY: a domain with its sub-domains, host:port, address, CIDR, `*`. */
  readonly except: readonly string[];
  /** Loopback hosts are reached through the proxy too: the user asked for it by name. */
  readonly loopback: boolean;
}

/** `--resolve`: the addresses of a host at a port, instead of what a name server says. */
export interface ResolvedHost {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** The user's own TLS client certificate, as it was read from files. */
export interface TransportFiles {
  /** PEM text, or PKCS#12. */
  readonly certificate: Uint8Array;
  /** PEM text; null where it is in `certificate`. */
  readonly key: string | null;
  readonly passphrase: string | null;
}

/** A private signing key of the user, as it was read from a file. */
export interface SigningKeyFile {
  /** As messages name it. */
  readonly name: string;
  /** PEM, JWK or PKCS#12. */
  readonly bytes: Uint8Array;
  /** `--signing-kid`; null where the key itself has to say. */
  readonly kid: string | null;
}

/** What the user brings of a real directory. */
export interface Supplied {
  /** SSAs in compact form. */
  readonly statements: readonly string[];
  /** Shell command that prints one SSA; null where `statements` are all. */
  readonly command: string | null;
  /** One for all SSAs, or one for each. */
  readonly keys: readonly SigningKeyFile[];
  readonly passphrase: string | null;
}

/** Part `index`, from 1 to `count`, of a run that is divided. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Options of a run after flags, environment and configuration file are merged; every default is filled in. */
export interface RunOptions {
  /** null: the bundled server. */
  readonly target: string | null;
  readonly profile: Profile;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** null: full on bundled and loopback, core elsewhere. */
  readonly depth: 'core' | 'full' | null;
  readonly include: readonly string[];
  /** The user has the agreement of the target's owner for cases that may strain it. */
  readonly yes: boolean;
  /** Random payloads that are sent after the cases; null: none. */
  readonly fuzz: number | null;
  /** null: the whole run. */
  readonly shard: Shard | null;
  readonly edits: readonly PayloadEdit[];
  readonly seed: string;
  readonly runId: string;
  readonly audience: string | null;
  readonly keysDir: string;
  readonly registrationEndpoint: string | null;
  readonly tokenEndpoint: string | null;
  readonly allowHosts: readonly string[];
  /** PEM text of additional certificate authorities. */
  readonly ca: string | null;
  readonly insecure: boolean;
  /** null: every connection is direct. */
  readonly proxy: ProxyOptions | null;
  readonly resolve: readonly ResolvedHost[];
  /** Instead of the certificate in `keysDir`. */
  readonly transport: TransportFiles | null;
  /** null: we are the directory, or the profile knows none. */
  readonly supplied: Supplied | null;
  /** Authorization header of registrations (RFC 7591 3), from `--basic` or `--initial-access-token`; null: none. */
  readonly registrationAuthorization: string | null;
  /** Extra headers sent to the target. */
  readonly headers: readonly (readonly [string, string])[];
  readonly operations: readonly Operation[] | null;
  readonly tokenScope: string | null;
  readonly assertionAudience: string | null;
  readonly jwksListen: { readonly host: string; readonly port: number };
  /** Folder that the key sets are written to for static hosting; null: the run serves them. */
  readonly publish: string | null;
  readonly jwksBaseUrl: string | null;
  readonly timeoutMs: number;
  /** Requests per second; null: none on loopback, else 5. */
  readonly rate: number | null;
  /** null: 16 bundled, 8 loopback, else 2. */
  readonly concurrency: number | null;
  readonly maxDurationMs: number | null;
  readonly out: string;
  readonly reporters: readonly string[];
  /** File of known fails that do not count; null: every fail counts. */
  readonly baseline: string | null;
  readonly failOn: 'fail' | 'warn' | 'inconclusive';
  readonly record: 'redacted' | 'full';
  readonly quiet: boolean;
  readonly color: boolean | null;
  readonly debug: boolean;
}
