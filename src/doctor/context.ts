import type { Stop } from '../engine/case-end.ts';
import type { Supply } from '../engine/supplied/supply.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import type { RunOptions } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import type { Route } from '../net/route.ts';
import type { Clock } from '../wire/limiter.ts';
import type { Preset } from './presets.ts';

/** What an examination is made with. */
export interface Setting {
  readonly options: RunOptions;
  readonly profile: Profile;
  readonly trust: TrustMaterial;
  /** SSAs of a real directory; null where we make them. */
  readonly supply: Supply | null;
  readonly tool: { readonly name: string; readonly version: string };
  readonly preset: Preset | null;
  /** A registration may be sent, to see whether the target trusts our directory. */
  readonly register: boolean;
  readonly clock: Clock;
  /** Nothing new is begun once it is stopped; a client that was registered is deleted all the same. */
  readonly stop: Stop;
}

/** The part of a setting that connections need. */
export interface Reach {
  readonly options: RunOptions;
  readonly trust: TrustMaterial;
  readonly route: Route;
  readonly clock: Clock;
}
