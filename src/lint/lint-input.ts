import type { JsonObject } from '../model/json.ts';
import type { CertificateFacts } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import type { VerifySignature } from '../rules/proof.ts';
import type { LintText } from './transaction.ts';

/** What to look at, and what is known besides. */
export interface LintInput {
  readonly texts: readonly LintText[];
  /** A profile, or the one that the documents look like when left out. */
  readonly profile?: Profile | 'auto';
  /** Seconds since the epoch at which times are judged; the clock when left out. */
  readonly now?: number;
  /** Names of the bank that aud may have; when left out, any is taken for right. */
  readonly audiences?: readonly string[];
  /** JWK Set of the software, to verify the request with. */
  readonly jwks?: JsonObject;
  /** JWK Set of the directory, to verify the software statement with. */
  readonly directoryJwks?: JsonObject;
  readonly certificate?: CertificateFacts;
  /** Profiles to choose from; the built-in ones when left out. */
  readonly profiles?: Readonly<Record<string, Profile>>;
  /** Stands in for WebCrypto, where something faster is at hand. */
  readonly verify?: VerifySignature;
}
