import { createHash } from 'node:crypto';
import type { ExitCode } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import {
  type BaselineRecord,
  type Calibration,
  type CaseResult,
  type Leftover,
  type RunReport,
  SCHEMA_VERSION,
  type ShardRecord,
} from '../model/report.ts';
import type { Catalogue } from '../requirements/weigh.ts';
import { requirementStatuses } from './requirement-status.ts';
import { totalsOf } from './totals.ts';

/** What stays the same in every report of a run. */
export interface ReportFrame {
  readonly options: RunOptions;
  readonly profile: Profile;
  readonly catalogue: Catalogue;
  readonly tool: RunReport['tool'];
  readonly startedAt: string;
  readonly targetUrl: string;
  readonly bundled: boolean;
  /** Takes credentials out of a text. */
  readonly clean: (text: string) => string;
}

export interface ReportState {
  readonly complete: boolean;
  readonly exitCode: ExitCode;
  readonly durationMs: number;
  readonly calibration: Calibration | null;
  readonly hosts: readonly string[];
  readonly notes: readonly string[];
  readonly results: readonly CaseResult[];
  readonly leftovers: readonly Leftover[];
  /** What the record of a shard says besides its number; left out where the run was not planned. */
  readonly shard?: Pick<ShardRecord, 'plan' | 'controls'>;
  readonly baseline?: BaselineRecord | null;
}

/** SHA-256 of the profile as JSON: two reports with one digest were measured by the same rules. */
function digestOf(profile: Profile): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(profile)).digest('hex')}`;
}

/** What calibration saw is the target's own text. */
function cleanCalibration(calibration: Calibration | null, clean: ReportFrame['clean']) {
  if (calibration === null) return null;
  const tried = calibration.tried.map(({ change, outcome }) => ({
    change,
    outcome: clean(outcome),
  }));
  return { ...calibration, tried };
}

/** Who vouches for the software: our directory, a real one, or nobody. */
export function trustModeOf(
  { supplied }: Pick<RunOptions, 'supplied'>,
  { ssa, request }: Pick<Profile, 'ssa' | 'request'>,
): RunReport['trustMode'] {
  if (supplied !== null) return 'supplied';
  return ssa.required || request.values.software_statement !== undefined ? 'trusted' : 'open';
}

/** The report of a run as it stands. */
export function buildReport(frame: ReportFrame, state: ReportState): RunReport {
  const { options, profile, clean } = frame;
  return {
    schemaVersion: SCHEMA_VERSION,
    complete: state.complete,
    exitCode: state.exitCode,
    runId: options.runId,
    seed: options.seed,
    tool: frame.tool,
    startedAt: frame.startedAt,
    durationMs: state.durationMs,
    profile: { id: profile.id, digest: digestOf(profile) },
    target: { kind: frame.bundled ? 'bundled' : 'remote', url: frame.targetUrl },
    trustMode: trustModeOf(options, profile),
    failOn: options.failOn,
    ...(options.shard === null
      ? {}
      : { shard: { ...options.shard, ...(state.shard ?? { plan: [], controls: [] }) } }),
    ...(state.baseline ? { baseline: state.baseline } : {}),
    calibration: cleanCalibration(state.calibration, clean),
    hosts: state.hosts,
    totals: totalsOf(state.results),
    notes: state.notes.map(clean),
    results: state.results,
    requirements: requirementStatuses(profile, frame.catalogue, state.results),
    leftovers: state.leftovers.map((left) => ({ ...left, why: clean(left.why) })),
  };
}
