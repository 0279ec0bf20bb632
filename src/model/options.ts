import type { Json } from './json.ts';
import type { Operation } from './profile.ts';

/** A change of the base payload from `--set` / `--unset`; `path` is `request.<claim>` or `ssa.<claim>`. */
export interface PayloadEdit {
  readonly path: string;
  /** Left out: the claim is taken away. */
  readonly value?: Json;
}

/** Options of a run after flags, environment and configuration file are merged; every default is filled in. */
export interface RunOptions {
  /** null: the bundled server. */
  readonly target: string | null;
  readonly profile: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** null: full on bundled and loopback, core elsewhere. */
  readonly depth: 'core' | 'full' | null;
  readonly include: readonly string[];
  /** The user has the agreement of the target's owner for cases that may strain it. */
  readonly yes: boolean;
  readonly edits: readonly PayloadEdit[];
  readonly seed: string;
  readonly runId: string;
  readonly audience: string | null;
  readonly keysDir: string;
  readonly registrationEndpoint: string | null;
  readonly tokenEndpoint: string | null;
  readonly allowHosts: readonly string[];
  /** PEM text of additional certificate authorities. */
  readonly ca: string | null;
  readonly insecure: boolean;
  /** Extra headers sent to the target. */
  readonly headers: readonly (readonly [string, string])[];
  readonly operations: readonly Operation[] | null;
  readonly tokenScope: string | null;
  readonly assertionAudience: string | null;
  readonly jwksListen: { readonly host: string; readonly port: number };
  readonly jwksBaseUrl: string | null;
  readonly timeoutMs: number;
  /** Requests per second; null: none on loopback, else 5. */
  readonly rate: number | null;
  /** null: 16 bundled, 8 loopback, else 2. */
  readonly concurrency: number | null;
  readonly maxDurationMs: number | null;
  readonly out: string;
  readonly reporters: readonly string[];
  readonly failOn: 'fail' | 'warn' | 'inconclusive';
  readonly record: 'redacted' | 'full';
  readonly quiet: boolean;
  readonly color: boolean | null;
  readonly debug: boolean;
}
