import type { Variant } from './case.ts';
import type { SentRegistration } from './check.ts';
import type { Draft, HttpMessage } from './draft.ts';
import type { Exchange } from './exchange.ts';
import type { Finding, Weigh } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { TlsIdentity } from './keys.ts';
import type { Mutation } from './mutation.ts';
import type { Profile } from './profile.ts';
import type { TargetFacts } from './target.ts';

/** A client made by this run, as its flow sees it. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly draft: Draft;
  readonly sent: SentRegistration;
  readonly response: JsonObject;
  readonly exchange: Exchange;
}

export interface RegisterOptions {
  readonly variant?: Variant;
  readonly base?: readonly Mutation[];
  readonly mutation?: Mutation;
  readonly identity?: TlsIdentity;
  /** Registers the same software once more (same software_id and SSA claims) instead of a fresh one. */
  readonly sameSoftwareAs?: RegisteredClient;
}

/** Which credential a management call carries: the client's own, none, or this bearer. */
export type Credential = 'own' | 'none' | { readonly bearer: string };

export interface ManageOptions {
  readonly credential?: Credential;
  readonly identity?: TlsIdentity;
  /** Another identifier in the path. */
  readonly clientId?: string;
}

export interface UpdateOptions extends ManageOptions {
  readonly variant?: Variant;
  readonly base?: readonly Mutation[];
  readonly mutation?: Mutation;
}

/** How a client assertion differs from a valid one (RFC 7523 3). */
export interface TokenOptions {
  readonly scope?: string;
  readonly identity?: TlsIdentity;
  /** Claims of the assertion to overwrite; undefined takes one away. */
  readonly assertion?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signature?: Draft['request']['signature'];
  /** Send this assertion instead of a fresh one. */
  readonly replay?: string;
}

export interface TokenAnswer {
  readonly exchange: Exchange;
  /** The access token; null when none was issued. */
  readonly token: string | null;
  readonly assertion: string | null;
}

/** What a flow case may do. Every exchange is recorded, every client that gets registered is deleted at the end. */
export interface Flow {
  readonly profile: Profile;
  readonly target: TargetFacts;
  readonly weigh: Weigh;
  /** Deterministic random identifiers of this case: the same seed, run and case give the same ones. */
  uuid(label: string): string;
  /** Seconds since the epoch. */
  now(): number;
  register(
    options?: RegisterOptions,
  ): Promise<{ exchange: Exchange; client: RegisteredClient | null; sent: SentRegistration }>;
  /** A registration that has to succeed: otherwise the case ends inconclusive. This is the flow's control. */
  client(options?: RegisterOptions): Promise<RegisteredClient>;
  /**
   * The client that the case before left to this one, of those that borrow the same; else one that `make` makes and
   * shows to work. The case shows in the end that it still works, and gives it back.
   */
  borrow(make: () => Promise<RegisteredClient>): Promise<RegisteredClient>;
  /** What was sent last has shown that the borrowed client is as it was. One that is not given back is deleted. */
  giveBack(client: RegisteredClient): void;
  /** The flow needs it no more: it is deleted now, not at the end, so that its software can be registered again. */
  release(client: RegisteredClient): void;
  read(client: RegisteredClient, options?: ManageOptions): Promise<Exchange>;
  update(
    client: RegisteredClient,
    options?: UpdateOptions,
  ): Promise<{ exchange: Exchange; sent: SentRegistration }>;
  remove(client: RegisteredClient, options?: ManageOptions): Promise<Exchange>;
  token(client: RegisteredClient, options?: TokenOptions): Promise<TokenAnswer>;
  /** A fresh client assertion that is not sent: for introspection, revocation and hand-made token requests. Null where the client has no key-based method. */
  clientAssertion(client: RegisteredClient, options?: TokenOptions): Promise<string | null>;
  /** A signed request object for the authorization endpoint (OpenID Connect Core 6.1) that is not sent; `claims` overwrite the usual ones. */
  requestObject(client: RegisteredClient, claims: JsonObject): Promise<string>;
  /** The token that manages the client, which has to be had: otherwise the case ends inconclusive. */
  accessToken(client: RegisteredClient): Promise<string>;
  /** Base64 DER of the certificate that the identity `tpp` shows. */
  clientCertificate(): string;
  /** Any other request to an endpoint of the target; the engine refuses hosts that are not the target's. */
  send(message: HttpMessage, identity?: TlsIdentity): Promise<Exchange>;
  /** Adds findings to the case. */
  add(...findings: readonly Finding[]): void;
  /** Ends the case inconclusive unless `condition` holds: a precondition, never the thing under test. */
  must(condition: boolean, reason: string): asserts condition;
  /** Ends the case as not-applicable: the target turned out not to offer what it needs. */
  skip(reason: string): never;
}
