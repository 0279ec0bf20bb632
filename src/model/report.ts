import type { BaselineEntry, BaselineProblem } from './baseline.ts';
import type { Area, CaseKind } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { Finding } from './finding.ts';
import type { MutationRecord } from './mutation.ts';
import type { RequirementLevel } from './requirement.ts';
import type { Verdict } from './verdict.ts';

export const SCHEMA_VERSION = '1.0';

/** The positive control of a negative case: the accepted, unmutated request. */
export interface ControlRecord {
  readonly caseId: string;
  readonly verdict: Verdict;
  readonly exchange: Exchange | null;
}

/**
 * What a control showed to be wrong about the valid request that case `caseId` sends too, in a run where another shard
 * has that case.
 */
export interface ControlEvidence {
  readonly caseId: string;
  readonly findings: readonly Finding[];
  readonly exchange: Exchange;
}

/** Which part of a run a report is about. */
export interface ShardRecord {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** Ids of all cases of the run, in plan order; empty when the run ended before it was planned. */
  readonly plan: readonly string[];
  readonly controls: readonly ControlEvidence[];
}

/** What a baseline did to a run. */
export interface BaselineRecord {
  readonly entries: readonly BaselineEntry[];
  readonly problems: readonly BaselineProblem[];
}

export interface CaseResult {
  readonly caseId: string;
  readonly area: Area;
  readonly title: string;
  readonly kind: CaseKind;
  readonly verdict: Verdict;
  /** Why it is not-applicable, inconclusive or error; else a short summary of the worst finding, or null. */
  readonly reason: string | null;
  readonly requirements: readonly string[];
  readonly findings: readonly Finding[];
  readonly control: ControlRecord | null;
  readonly mutations: readonly MutationRecord[];
  readonly exchanges: readonly Exchange[];
  /** Why a baseline entry lets it not count; null otherwise. */
  readonly waived: string | null;
  readonly durationMs: number;
}

export interface RequirementStatus {
  readonly id: string;
  readonly level: RequirementLevel;
  readonly status: Verdict | 'untested' | 'not-observable';
  readonly cases: readonly string[];
}

/** A client this run may have left on the target. */
export interface Leftover {
  readonly clientId: string | null;
  readonly softwareId: string;
  readonly jti: string | null;
  readonly why: string;
}

/** What calibration found: the first draft that the target accepted. */
export interface Calibration {
  readonly accepted: boolean;
  readonly mediaType: string;
  readonly audience: string;
  readonly algorithm: string;
  readonly authMethod: string;
  /** Empty where the accepted draft asked for none. */
  readonly responseTypes: readonly string[];
  readonly scope: string;
  /** Each attempt: what was changed, and the answer. */
  readonly tried: readonly { readonly change: string; readonly outcome: string }[];
}

export interface Totals {
  readonly cases: number;
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly inconclusive: number;
  readonly notApplicable: number;
  readonly error: number;
  readonly waived: number;
}

/** reports/report.json. Results stand in plan order. */
export interface RunReport {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** False on any exit before the end. */
  readonly complete: boolean;
  readonly exitCode: number;
  readonly runId: string;
  readonly seed: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly profile: { readonly id: string; readonly digest: string };
  readonly target: { readonly kind: 'bundled' | 'remote'; readonly url: string };
  readonly trustMode: 'trusted' | 'supplied' | 'open';
  /** What else than a fail makes the exit code 1, as `--fail-on` said. */
  readonly failOn?: 'fail' | 'warn' | 'inconclusive';
  /** Present in the report of one shard, until the shards are merged. */
  readonly shard?: ShardRecord;
  /** Present in a run with `--baseline`: its entries for this profile, and those that no longer hold. */
  readonly baseline?: BaselineRecord;
  readonly calibration: Calibration | null;
  /** Every host a request went to. */
  readonly hosts: readonly string[];
  readonly totals: Totals;
  /** Remarks about the run as a whole, such as transport cases left out over plain http. */
  readonly notes: readonly string[];
  readonly results: readonly CaseResult[];
  readonly requirements: readonly RequirementStatus[];
  readonly leftovers: readonly Leftover[];
}
