import type { Json } from './json.ts';
import type { Broken } from './requirement.ts';

export const OPERATIONS = ['post', 'get', 'put', 'delete'] as const;
export type Operation = (typeof OPERATIONS)[number];

export const SITUATIONS = [
  'request-malformed',
  'request-signature',
  'request-claims',
  'ssa-missing',
  'ssa-malformed',
  'ssa-signature',
  'ssa-untrusted',
  'ssa-claims',
  'redirect-uri',
  'client-metadata',
  'media-type',
  'too-large',
  'method',
  'no-certificate',
  'token-missing',
  'token-invalid',
  'unknown-client',
  'foreign-client',
  'client-assertion',
] as const;

/** What went wrong, as the error table of a profile names it. */
export type Situation = (typeof SITUATIONS)[number];

/** Which refusals are right in a situation: the first status and code are the best, the others are also acceptable. */
export interface Answer {
  readonly statuses: readonly number[];
  /** Acceptable `error` codes; empty where no clause names one. */
  readonly codes: readonly string[];
  /** A TLS alert or a dropped connection is right too. */
  readonly drop?: boolean;
  /** `registration`: a 400 carries the RFC 7591 3.2.2 body. `token`: RFC 6749 5.2. `bearer`: RFC 6750 challenge. `any`: not laid down. */
  readonly body: 'registration' | 'token' | 'bearer' | 'any';
}

/** True when claim `claim` of the same document contains (array) or equals (string) `value`. */
export interface Condition {
  readonly claim: string;
  readonly is: readonly string[];
}

/** The requirement that speaks about one kind of defect; without one the defect is only probed. */
export interface ClaimClauses {
  readonly absent?: string;
  readonly empty?: string;
  readonly type?: string;
  readonly value?: string;
  readonly length?: string;
}

/** One claim of the request JWT or of the SSA, or one member of the response. */
export interface ClaimSpec {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  /** Element type of an array; `string` when left out. */
  readonly items?: 'string' | 'object';
  readonly presence: 'required' | 'optional';
  readonly requiredWhen?: Condition;
  readonly forbiddenWhen?: Condition;
  /** Legal values of a string, of each element, or of each scope token. */
  readonly values?: readonly string[];
  /** Values that one document of the profile lists and another forbids: accepting them is a warn. */
  readonly tolerated?: readonly string[];
  /** Regular expression source, anchored. */
  readonly pattern?: string;
  /** Characters of a string, or of each element of an array. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly format?:
    | 'epoch-seconds'
    | 'https-uri'
    | 'redirect-uri'
    | 'jwt'
    | 'scope'
    | 'dn'
    | 'jws-alg';
  /** The server may answer with another legal value instead of refusing. */
  readonly replaceable?: boolean;
  /** What a server takes when the claim is absent. */
  readonly fallback?: Json;
  readonly clauses: ClaimClauses;
  /** Error table row for a defect of this claim. */
  readonly situation: Situation;
}

/** A departure from the catalogue's own verdict, with its reason. */
export interface RequirementOverride {
  readonly requirement: string;
  readonly whenBroken?: Broken;
  /** The requirement does not apply in this profile. */
  readonly excluded?: boolean;
  readonly reason: string;
  readonly url: string;
}

/**
 * Where a product is known to depart from a specification: what is found there is a warning with this note, so that it stands
 * apart from what nobody expected.
 */
export interface KnownDeviation {
  readonly requirement: string;
  /** Checks whose findings it explains; every check of the requirement where left out. */
  readonly checks?: readonly string[];
  /** Regular expression for what was seen; anything where left out. */
  readonly seen?: string;
  readonly note: string;
  readonly url: string;
}

/** Paths from the origin of a server; the issuer is empty where it is the origin itself. */
export interface ServerPaths {
  readonly issuer: string;
  readonly registration: string;
  readonly token: string;
  readonly introspection: string;
  readonly revocation: string;
  readonly authorization: string;
  readonly jwks: string;
}

/** An ecosystem as data: what is sent, what is legal, what a right answer looks like. No functions. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** Names under which the catalogue lists the rows of this profile: its own, and those of the profiles it extends. */
  readonly lineage: readonly [string, ...string[]];
  readonly request: {
    readonly format: 'jwt' | 'json';
    /** Media types a server may demand, the best first. */
    readonly mediaTypes: readonly string[];
    readonly algorithms: readonly string[];
    /** `typ` values allowed in the JOSE header; absent is allowed too. */
    readonly types: readonly string[];
    readonly claims: Readonly<Record<string, ClaimSpec>>;
    /**
     * Values of a valid registration, by claim, in the order in which they are sent. `{name}` stands for a fact of the
     * draft (src/payload/draft-facts.ts), `{now+300}` for a time.
     */
    readonly values: Readonly<Record<string, Json>>;
    /** Claims that the variant `minimal` keeps besides the required ones. */
    readonly minimal: readonly string[];
    /** Servers register the redirect URIs of the statement where others are asked for, and say so, instead of refusing them. */
    readonly redirectsReplaced?: boolean;
    /** Why a server may take http redirect URIs of confidential clients, though another document forbids it: accepting one is only a warn. */
    readonly httpRedirects?: string;
  };
  readonly ssa: {
    readonly required: boolean;
    readonly issuers: readonly string[];
    readonly algorithms: readonly string[];
    readonly claims: Readonly<Record<string, ClaimSpec>>;
    /** As in `request`. */
    readonly values: Readonly<Record<string, Json>>;
    readonly minimal: readonly string[];
    /** Names under which this ecosystem puts what every ecosystem has. */
    readonly names: {
      readonly softwareId: string;
      readonly jwksUri: string;
      readonly redirectUris: string;
      readonly roles: string;
      readonly clientName: string;
    };
    /** The form in which the directory names a software. */
    readonly softwareIds: 'base62' | 'uuid';
    /** Seconds an SSA lives after `iat`; null where the ecosystem sets no limit. */
    readonly lifetime: number | null;
    /** Metadata that the SSA attests under another name, by the name of the metadata. */
    readonly attests?: Readonly<Record<string, string>>;
    /** The ecosystem lets an SSA be used for one registration only. */
    readonly singleUse?: boolean;
  };
  readonly rsaMinimumBits: number;
  /** SSA role → scopes it permits. */
  readonly roleScopes: Readonly<Record<string, readonly string[]>>;
  /** Scopes that need no role. */
  readonly freeScopes: readonly string[];
  readonly response: {
    readonly members: Readonly<Record<string, ClaimSpec>>;
    /** Request claims that need not come back (JWT mechanics). */
    readonly notEchoed: readonly string[];
    /** SSA claims are expected at top level too. */
    readonly flattenSsa: boolean;
    /** Metadata that a server need not understand: it may leave them out of its answer, and of the client (RFC 7591 2). */
    readonly mayIgnore?: readonly string[];
  };
  readonly operations: Readonly<Record<Operation, 'required' | 'optional'>>;
  readonly management: {
    readonly credential: 'client-credentials' | 'registration-access-token';
    /** The scope that an access token has to have for it; where it is left out any will do. */
    readonly scope?: string;
  };
  /** Client authentication methods fit for the token endpoint, the preferred first. */
  readonly authMethods: readonly string[];
  readonly errorCodes: readonly string[];
  readonly errors: Readonly<Record<Situation, Answer>>;
  readonly overrides: readonly RequirementOverride[];
  /** Where servers of this product answer by default. */
  readonly paths?: ServerPaths;
  /** Of a product: where it is known to depart from the specifications. */
  readonly deviations?: readonly KnownDeviation[];
}

/** True where a client registers itself in plain JSON, and needs no statement for it (RFC 7591). */
export function registersOpenly({ request, ssa }: Pick<Profile, 'request' | 'ssa'>): boolean {
  return request.format === 'json' && !ssa.required;
}
