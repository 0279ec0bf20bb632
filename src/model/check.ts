import type { Exchange } from './exchange.ts';
import type { Weigh } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { Profile, Situation } from './profile.ts';

/** What was registered: the claims as sent, decoded. */
export interface SentRegistration {
  readonly request: JsonObject;
  /** Empty where no SSA was sent. */
  readonly ssa: JsonObject;
  /** The SSA's compact form; '' where none was sent. */
  readonly softwareStatement: string;
}

/** A client record that should have been returned: POST 201, GET 200 or PUT 200. */
export interface SuccessInput {
  readonly operation: 'post' | 'get' | 'put';
  readonly exchange: Exchange;
  readonly sent: SentRegistration;
  readonly profile: Profile;
  readonly weigh: Weigh;
  /** Seconds since the epoch when the response came. */
  readonly now: number;
  /** GET and PUT: the identifier that POST returned. */
  readonly clientId?: string;
}

/** What may be accepted where the answer shows another, legal value. */
export interface Replaceable {
  readonly member: string;
  /** The JSON value that must not be in force. */
  readonly value: unknown;
  /** An answer without the member breaks the requirement, where it else is a warn. */
  readonly mustBeShown?: boolean;
  /** The server may leave the member out: absent is right, and whatever the answer shows is in force. */
  readonly droppable?: boolean;
}

/** A request that should have been refused. */
export interface RefusalInput {
  readonly exchange: Exchange;
  readonly profile: Profile;
  readonly weigh: Weigh;
  readonly situation: Situation;
  /** The requirement that acceptance would break. */
  readonly requirement: string;
  /** Present where the clause lets the server answer with another value instead. */
  readonly replaceable?: Replaceable;
  /** Statuses that are right here besides those of the error table. */
  readonly alsoStatuses?: readonly number[];
  /** The defect is that the client is registered already: a refusal that says so is for the defect. */
  readonly duplicate?: boolean;
}
