import type { JsonObject } from '../../model/json.ts';

/** A process at work on a ledger. */
export interface Holder {
  readonly pid: number;
  /** Tells the process from a later one with its pid; null where the system does not say. */
  readonly born: string | null;
  readonly host: string;
}

/** Which request of a run: ids of everything about it derive from this. */
export interface Origin {
  readonly caseId: string;
  readonly label: string;
}

/** What a registration says about itself, as a bank would look for it. */
export interface Identity {
  readonly softwareId: string;
  /** `jti` of the request; null where it has none. */
  readonly jti: string | null;
  readonly clientName: string | null;
}

interface At {
  /** ISO 8601. */
  readonly at: string;
}

/** The first line: which run, against what, and what deleting its clients takes. */
export interface RunEntry extends At {
  readonly event: 'run';
  readonly runId: string;
  readonly seed: string;
  readonly tool: string;
  readonly holder: Holder;
  readonly profile: string;
  readonly target: string;
  readonly issuer: string | null;
  readonly registrationEndpoint: string;
  readonly tokenEndpoint: string | null;
  readonly tokenScope: string | null;
  readonly assertionAudience: string | null;
  /** Where the run served the key sets that its clients name. */
  readonly keySets: { readonly baseUrl: string; readonly host: string; readonly port: number };
}

/** A registration is about to be sent. */
export interface IntentEntry extends At, Origin, Identity {
  readonly event: 'intent';
  readonly runId: string;
}

/** It made a client. */
export interface RegisteredEntry extends At, Origin {
  readonly event: 'registered';
  readonly clientId: string;
  readonly managementUrl: string;
  /** The members of the client's record that its deletion needs, tokens among them: the file is as private as the keys. */
  readonly record: JsonObject;
}

/**
 * A line of `keys/ledger/<run>.jsonl`. An intent that nothing follows, or only `unclear`, may have made a client.
 * `deleting` stands before a DELETE, `kept` after one that did not work; `renewed` has a rotated token (RFC 7592 5).
 */
export type LedgerEntry =
  | RunEntry
  | IntentEntry
  | RegisteredEntry
  | (At & Origin & { readonly event: 'refused' | 'unclear'; readonly why: string })
  | (At & { readonly event: 'renewed'; readonly clientId: string; readonly token: string })
  | (At & { readonly event: 'deleting' | 'deleted'; readonly clientId: string })
  | (At & {
      readonly event: 'kept';
      readonly clientId: string;
      readonly why: string;
      /** Of the answer to DELETE; null where there was none. */
      readonly status: number | null;
    })
  | (At & { readonly event: 'end' })
  | (At & { readonly event: 'cleanup'; readonly id: string; readonly holder: Holder })
  | (At & { readonly event: 'cleanup-end'; readonly id: string });

/** Before it is written, an entry has no time. */
export type Undated<E> = E extends LedgerEntry ? Omit<E, 'at'> : never;
