import type { TrustMaterial } from '../keys/trust-material.ts';
import type { Variant } from '../model/case.ts';
import type { PayloadEdit } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';

/** Everything a draft is made of: the same input makes the same claims. */
export interface DraftInput {
  readonly profile: Profile;
  readonly trust: TrustMaterial;
  readonly seed: string;
  readonly runId: string;
  readonly caseId: string;
  /** Tells the drafts of one case apart, such as `control` or `put`. */
  readonly label: string;
  readonly variant: Variant;
  /** Seconds since the epoch. */
  readonly now: number;
  /** `aud` of the request JWT. */
  readonly audience: string;
  /** Origin, and perhaps path, under which the harness serves key sets; no slash at the end. */
  readonly jwksBaseUrl: string;
  /** Name of the key set of every software, instead of its software_id: the sets are static files. */
  readonly keySet?: string;
  /** Of both JWTs and of the algorithms asked for as metadata. */
  readonly algorithm: 'PS256' | 'ES256';
  /** From `--set`, `--unset` and calibration; applied last. */
  readonly edits?: readonly PayloadEdit[];
  /** An SSA of a real directory, in compact form, instead of one that we make; `trust` then has the key of its software. */
  readonly statement?: string;
  /** The same software once more instead of a new one. */
  readonly softwareId?: string;
}
