import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { JsonObject } from '../../model/json.ts';
import type { Operation, Profile, Situation } from '../../model/profile.ts';
import type { Jws } from '../../rules/jws.ts';
import type { Proof } from '../../rules/proof.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import type { Answer } from '../answer.ts';
import type { Client } from '../client-store.ts';
import type { ServerOperation } from '../server-operation.ts';
import type { Behaviours } from './behaviours.ts';

export type FaultKind =
  | 'rule'
  | 'policy'
  | 'response'
  | 'error'
  | 'state'
  | 'crypto'
  | 'token'
  | 'authorization'
  | 'discovery'
  | 'timing'
  | 'transport'
  | 'wso2'
  | 'harmless';

export type Route =
  | 'registration'
  | 'client'
  | 'token'
  | 'introspection'
  | 'revocation'
  | 'authorization'
  | 'discovery'
  | 'jwks'
  | 'other';

/** A request before the server has looked at it. */
export interface IncomingCall {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  /** How many requests of this route came, this one included. */
  readonly nth: number;
  readonly contentType: string | undefined;
}

/** The answer of what, as hooks see it. */
export interface AnswerContext {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  /** Why the server refuses; null where it does not, or no row of the profile's error table says so. */
  readonly cause: Situation | null;
  /** Body of the request where it was read. */
  readonly requestBody: string | null;
}

export interface RecordContext {
  readonly operation: Extract<Operation, 'post' | 'get' | 'put'>;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly softwareStatement: string | null;
  /** How many records of this client the server has sent, this one included. */
  readonly nth: number;
  /** The values that the profile lists for a member. */
  legal(member: string): readonly string[];
  /** Some other client of the server; null while there is none. */
  other(): Client | null;
}

export interface ProofContext {
  readonly layer: 'request' | 'ssa' | 'assertion';
  readonly jws: Jws;
  /** The keys that it has to be verified with. */
  readonly jwks: JsonObject;
  /** Those of all trusted directories. */
  readonly directoryJwks: JsonObject;
  /** Every registered client. */
  clients(): readonly Client[];
  /** The key set at `url`; null where there is none. */
  keySetAt(url: string): Promise<JsonObject | null>;
  /** Those of the software that `claims` of this token name; empty where they name none. */
  softwareJwks(): Promise<JsonObject>;
  /** Verifies a token with a key set. */
  prove(jws: Jws, jwks: JsonObject): Promise<Proof>;
}

/** A refusal that the rules do not make. */
export interface ExtraRefusal {
  readonly situation: Situation;
  readonly message: string;
}

/** What a refusal beyond the rules may look at. */
export interface KnownClients {
  /** True when a client of this software is registered. */
  hasSoftware(softwareId: string): boolean;
}

/**
 * How an answer goes on the wire: never, cut off before it starts or in the middle, byte by byte, in chunks,
 * with header names in capitals, or late by some milliseconds.
 */
export type Delivery =
  | 'hang'
  | 'reset'
  | 'cut'
  | 'trickle'
  | 'chunked'
  | 'capitals'
  | { readonly delayMs: number };

/** Ways to change the server. Every hook is optional; without faults and variants none runs. */
export interface Hooks {
  /** Rules that are not checked. */
  readonly skips?: readonly string[];
  readonly behaviours?: Partial<Behaviours>;
  /** Seconds by which the server's clock is off. */
  readonly clockOffset?: number;
  /** Seconds that an access token lives. */
  readonly tokenLifetime?: number;
  /** Media types that a registration may have, instead of those of the profile. */
  readonly mediaTypes?: readonly string[];
  /** TLS settings instead of the server's own. */
  readonly tls?: TlsOptions & SecureContextOptions;
  /** True for a rule that is not checked in `operation`. */
  skipsIn?(ruleId: string, operation: ServerOperation): boolean;
  /** True where a rule of the registration is broken and the server lets it pass. */
  excuses?(ruleId: string, input: RegistrationInput): boolean;
  /** A refusal of what every rule lets pass. */
  refuses?(input: RegistrationInput, known: KnownClients): ExtraRefusal | null;
  /** The method that the server takes a request for. */
  method?(method: string, route: Route): string;
  /** Answers instead of the server. */
  intercept?(call: IncomingCall): Answer | null;
  /** The identifier of a new client instead of `made`. */
  clientId?(made: string, claims: JsonObject): string;
  /** Changes a client, new or updated, before it is stored. */
  registered?(client: Client, input: RegistrationInput): Client;
  /** What is stored for an update; `replaced` in a right server. */
  updated?(old: Client, replaced: Client): Client;
  /** What is stored for an update that is refused; nothing in a right server. */
  refusedUpdate?(old: Client, replaced: Client): Client;
  /** True for a redirect URI that the server takes in an authorization request though it is not registered. */
  redirectUri?(asked: string, client: Client): boolean;
  /** The text of an access token instead of `made`, which is random. */
  accessToken?(made: string, clientId: string): string;
  /** Changes a client record before it is sent. */
  record?(record: JsonObject, context: RecordContext): JsonObject;
  /** Changes any answer. */
  answer?(answer: Answer, context: AnswerContext): Answer;
  /** Changes what came of verifying a signature. */
  proof?(proof: Proof, context: ProofContext): Proof | Promise<Proof>;
  /** Changes the discovery document. */
  discovery?(document: JsonObject): JsonObject;
  /** Changes how an answer is delivered; null leaves it alone. */
  delivery?(answer: Answer, context: AnswerContext): Delivery | null;
}

/** One deliberate defect of the server. */
export interface Fault extends Hooks {
  /** `kind/slug`, or `accepts:<rule id>` for a rule that is switched off. */
  readonly id: string;
  readonly title: string;
  readonly kind: FaultKind;
  /** Requirements that a server with this fault breaks, the one that it is about first; those of every rule that it does not check are added. */
  readonly breaks: readonly string[];
  /** True for a profile in which it is a fault; in every one where this is left out. */
  readonly where?: (profile: Profile) => boolean;
  /** Situations in which it shows: there is no such fault where no rule of the profile is about one of them. */
  readonly situations?: readonly Situation[];
  /** The claim of the statement that it is about: there is no such fault where there is no such claim. */
  readonly about?: string;
  /** Situations in which a refusal looks like an acceptance: the rows of every rule about them break as well. */
  readonly feigns?: readonly Situation[];
  /** The clause that lets a server do this all the same, and why: no test may hold it against the server. */
  readonly permitted?: string;
  /** Why the first of `breaks` is worth a warning here, though the catalogue weighs it as a fail. */
  readonly onlyWarns?: string;
  /** Acts on other clients than the one of the request: it shows alike only where one case runs at a time. */
  readonly crossing?: true;
  /** Why no request can show this fault. */
  readonly unreachable?: string;
  /** Ids of faults that a server has to have as well before this one lets anything pass. */
  readonly maskedBy?: readonly [string, ...string[]];
}
