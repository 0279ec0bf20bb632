import { UsageError } from '../../model/errors.ts';
import type { RunReport, ShardRecord } from '../../model/report.ts';

/** A report, and how the user named it. */
export interface NamedReport {
  readonly name: string;
  readonly report: RunReport;
}

/** A report of one shard. */
export interface ShardReport extends NamedReport {
  readonly shard: ShardRecord;
}

/** What the shards of one run have in common, as text to compare. A bundled server has another port in each. */
const COMMON: readonly (readonly [string, (report: RunReport) => string])[] = [
  ['tool', ({ tool }) => `${tool.name} ${tool.version}`],
  ['profile', ({ profile }) => profile.id],
  ['digest of the profile', ({ profile }) => profile.digest],
  ['target', ({ target }) => (target.kind === 'bundled' ? 'the bundled server' : target.url)],
  ['trust mode', ({ trustMode }) => trustMode],
  ['seed', ({ seed }) => seed],
  ['number of shards', ({ shard }) => String(shard?.count)],
  ['--fail-on', ({ failOn }) => failOn ?? 'fail'],
];

function requireOneRun(shards: readonly ShardReport[]): void {
  const [first, ...others] = shards;
  if (first === undefined) return;
  for (const { name, report } of others) {
    for (const [what, of] of COMMON) {
      const [one, other] = [of(first.report), of(report)];
      if (one === other) continue;
      const differ = `${first.name} and ${name} are not of one run`;
      throw new UsageError(
        `${differ}: the ${what} is ${one} in one and ${other} in the other`,
        'merge the shards of one run',
      );
    }
  }
}

function requireUnique(shards: readonly ShardReport[]): void {
  const seen = new Map<number, string>();
  for (const { name, shard } of shards) {
    const before = seen.get(shard.index);
    if (before !== undefined) {
      const which = `shard ${shard.index}/${shard.count}`;
      const twice = `${which} is there twice: ${before} and ${name}`;
      throw new UsageError(twice, 'leave one of them out');
    }
    seen.set(shard.index, name);
  }
}

/** Shards that were planned have the same plan and the same baseline. */
function requireOnePlan(shards: readonly ShardReport[]): void {
  const [first, ...others] = shards;
  if (first === undefined) return;
  const entries = ({ report }: ShardReport): string => JSON.stringify(report.baseline?.entries);
  for (const other of others) {
    const pair = `${first.name} and ${other.name}`;
    if (JSON.stringify(first.shard.plan) !== JSON.stringify(other.shard.plan)) {
      const hint = 'give all shards the same --only, --skip, --depth and --include';
      throw new UsageError(`${pair} planned different cases`, hint);
    }
    if (entries(first) !== entries(other))
      throw new UsageError(
        `${pair} had different baselines`,
        'give all shards the same --baseline',
      );
  }
}

/** True for a shard that got as far as its plan. */
export function hasBegun({ shard }: ShardReport): boolean {
  return shard.plan.length > 0;
}

/**
 * `reports` as the shards of one run, in their order.
 * Throws a UsageError of one line for one that is no shard, for two that are not of one run, and for one that is there twice.
 */
export function requireShards(reports: readonly NamedReport[]): readonly ShardReport[] {
  const shards = reports.map(({ name, report }) => {
    if (report.shard !== undefined) return { name, report, shard: report.shard };
    throw new UsageError(`${name} is no shard of a run`, 'merge what runs with --shard I/N gave');
  });
  const sorted = [...shards].sort((a, b) => a.shard.index - b.shard.index);
  requireOneRun(sorted);
  requireUnique(sorted);
  requireOnePlan(sorted.filter(hasBegun));
  return sorted;
}
