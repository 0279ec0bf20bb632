import type { TrustMaterial } from '../keys/trust-material.ts';
import type { Variant } from '../model/case.ts';
import type { Weigh } from '../model/finding.ts';
import type { TlsIdentity } from '../model/keys.ts';
import type { MutationRecord } from '../model/mutation.ts';
import type { PayloadEdit, RunOptions } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import type { Inspector, TargetFacts } from '../model/target.ts';
import type { Clock } from '../wire/limiter.ts';
import type { Recorder } from '../wire/recorder.ts';
import type { Wire } from '../wire/wire.ts';
import type { Stop } from './case-end.ts';
import type { ClientBook } from './clients.ts';
import type { Hosting } from './hosting.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Once } from './supplied/once.ts';
import type { Supply } from './supplied/supply.ts';

/** The legal choices that a target accepts, found by calibration. */
export interface BaseDraft {
  readonly mediaType: string;
  readonly audience: string;
  readonly algorithm: 'PS256' | 'ES256';
  /** `minimal` where the target refused every draft with the optional claims in it. */
  readonly variant: Variant;
  readonly edits: readonly PayloadEdit[];
}

/** How this target issues tokens: found out with the first one. */
export interface TokenRecipe {
  /** `aud` of client assertions. */
  readonly audience: string;
  /** Send the `scope` parameter; its value is `--token-scope` or a scope of the client. */
  readonly withScope: boolean;
}

/** A request that is about to be sent, and what for. */
export interface Sending {
  readonly caseId: string;
  /** Tells the requests of one case apart. */
  readonly label: string;
  readonly method: string;
  readonly url: string;
  readonly identity: TlsIdentity;
  /** What is wrong on purpose in the registration or update that it carries. */
  readonly mutations: readonly MutationRecord[];
}

/** What sending needs before the base draft is known. */
export interface Ground {
  readonly options: RunOptions;
  readonly profile: Profile;
  readonly trust: TrustMaterial;
  readonly target: TargetFacts;
  readonly wire: Wire;
  readonly hosting: Hosting;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** SSAs of a real directory; null where we make them. */
  readonly supply: Supply | null;
  /** Told of each request before it is sent, where somebody wants to know. */
  onSend?(sending: Sending): void;
}

/** Everything a case is run with. */
export interface RunContext extends Ground {
  readonly recorder: Recorder;
  readonly base: BaseDraft;
  readonly recipe: TokenRecipe;
  readonly weigh: Weigh;
  readonly inspector: Inspector | null;
  readonly clients: ClientBook;
  readonly stop: Stop;
  /** Why no client can be had: every valid registration got a success status and no client record. */
  readonly noClient: string | null;
  /** null where a software may be registered again and again. */
  readonly once: Once | null;
}

/** Seconds since the epoch, as JWTs count. */
export function seconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
