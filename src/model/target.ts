import type { Capability } from './case.ts';
import type { JsonObject } from './json.ts';

/** What is known about the target before the first case. */
export interface TargetFacts {
  readonly kind: 'bundled' | 'remote';
  /** The URL as the user gave it. */
  readonly url: string;
  /** How `url` was understood. */
  readonly understoodAs: 'discovery' | 'issuer' | 'registration-endpoint';
  readonly issuer: string | null;
  readonly discoveryUrl: string | null;
  readonly discovery: JsonObject | null;
  readonly endpoints: {
    readonly registration: string;
    readonly token: string | null;
    readonly introspection: string | null;
    readonly revocation: string | null;
    readonly authorization: string | null;
    readonly jwks: string | null;
  };
  /** Endpoints that discovery names on hosts which are not the target's; none of them is called. */
  readonly foreign: readonly { readonly member: string; readonly url: string }[];
  readonly loopback: boolean;
  readonly capabilities: ReadonlySet<Capability>;
}

/** A look behind the wire, which only the bundled server grants. */
export interface Inspector {
  /** How many clients the request with this `x-fapi-interaction-id` registered. */
  registeredBy(interactionId: string): number | Promise<number>;
}

/** The bundled server as the engine meets it: an address and an inspector, no code. */
export interface BundledTarget {
  /** Discovery document URL. */
  readonly url: string;
  /** PEM of the CA that issued its TLS certificate; null over plain http. */
  readonly ca: string | null;
  /** The audience it expects in request JWTs. */
  readonly audience: string;
  readonly inspector: Inspector;
}
