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
