import type { Replaceable } from './check.ts';
import type { Flow } from './flow.ts';
import type { Mutation } from './mutation.ts';

export const AREAS = [
  'discovery',
  'registration',
  'claims',
  'algorithms',
  'signatures',
  'response-shape',
  'management',
  'client-use',
  'transport',
] as const;

export type Area = (typeof AREAS)[number];

export const KINDS = ['positive', 'negative', 'probe'] as const;
export type CaseKind = (typeof KINDS)[number];

/** What a target must offer for a case to apply; a missing one makes the case not-applicable, with this as the reason. */
export type Capability =
  | 'get'
  | 'put'
  | 'delete'
  | 'token' // a token endpoint is known
  | 'discovery'
  | 'https'
  | 'mtls' // https, and we have a client certificate
  | 'strangers' // and its CA, which has issued certificates to others as well
  | 'trusted' // we issue the SSAs
  | 'introspection'
  | 'revocation'
  | 'authorization'
  | 'robustness' // asked for by --include, or the target is loopback
  | Accepted;

/** A value that the target took in the registration that calibration found. */
export type Accepted =
  | `scope:${string}`
  | `alg:${'PS256' | 'ES256'}`
  | `auth:${string}`
  | `grant:${string}`
  | `response-type:${string}`;

/** `minimal`: required claims only. `full`: every optional claim as well. */
export type Variant = 'minimal' | 'full';

interface CaseBase<R extends string> {
  /** `area/slug`, stable. */
  readonly id: string;
  readonly area: Area;
  /** What is sent, as a sentence without subject: "sends a request without aud". */
  readonly title: string;
  readonly kind: CaseKind;
  readonly requirements: readonly [R, ...R[]];
  readonly needs?: readonly Capability[];
  /** `full` cases are left out by `--depth core`. */
  readonly depth?: 'core' | 'full';
  /** One sentence where it is not obvious. */
  readonly why?: string;
}

/** How the answer to a stimulus is judged. */
export type Expectation =
  | { readonly outcome: 'accepted' }
  | {
      readonly outcome: 'refused';
      /** Where the clause allows a replaced value: the response member to look at, and the value that must not be in force. */
      readonly replaceable?: Replaceable;
      readonly alsoStatuses?: readonly number[];
      /** Overrides the requirement's own weight, with the reason. */
      readonly whenAccepted?: {
        readonly verdict: 'fail' | 'warn' | 'pass';
        readonly reason: string;
      };
    }
  | {
      /** A probe: any orderly answer is right; a 5xx, a hang or a broken answer is a finding. */
      readonly outcome: 'either';
      /** What is asked for is legal: where it is accepted, the answer is judged like that to any valid request. */
      readonly legal?: boolean;
    };

/** One registration or update with at most one defect. The first requirement is the one a wrong acceptance (or refusal) breaks. */
export interface StimulusCase<R extends string = string> extends CaseBase<R> {
  readonly form: 'stimulus';
  readonly operation: 'post' | 'put';
  readonly variant: Variant;
  /** Legal changes of the base draft, shared with the control. */
  readonly base?: readonly Mutation[];
  /** The defect; none in a positive case. */
  readonly mutation?: Mutation;
  readonly expect: Expectation;
}

/** Several exchanges in order; brings its own controls. */
export interface FlowCase<R extends string = string> extends CaseBase<R> {
  readonly form: 'flow';
  /** What it borrows (see {@link Flow}): cases that borrow the same run one after the other. */
  readonly borrows?: string;
  run(flow: Flow): Promise<void>;
}

export type Case<R extends string = string> = StimulusCase<R> | FlowCase<R>;
