import type { RunReport } from '../../model/report.ts';
import { hasBegun, type ShardReport } from './shards.ts';

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
}

/** What a whole run has and these shards have not, a sentence each. `missing`: ids of planned cases without a result. */
export function gaps(
  shards: readonly ShardReport[],
  missing: readonly string[],
): readonly string[] {
  const count = shards[0]?.shard.count ?? 0;
  const present = new Map(shards.map((each) => [each.shard.index, each]));
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const lines = numbers.flatMap((number) => {
    const found = present.get(number);
    if (found === undefined) return [`Shard ${number} of ${count} is missing.`];
    if (hasBegun(found)) return [];
    return [`Shard ${number} of ${count} has no plan: it did not begin, or it was killed.`];
  });
  if (missing.length === 0) return lines;
  const cases = missing.length === 1 ? 'case has' : 'cases have';
  return [...lines, `${missing.length} ${cases} no result: ${listed(missing)}.`];
}

function foundBy({ calibration }: RunReport): string {
  if (calibration === null) return '';
  const { mediaType, audience, algorithm, authMethod } = calibration;
  return [mediaType, audience, algorithm, authMethod].join(', ');
}

/** Remarks of all shards, each once, and what holds for some of them only. */
export function notesOf(shards: readonly ShardReport[]): readonly string[] {
  const notes = shards.flatMap(({ report }) => report.notes);
  const differing = (what: string, of: (report: RunReport) => string): void => {
    const told = shards.filter(({ report }) => of(report) !== '');
    if (new Set(told.map(({ report }) => of(report))).size < 2) return;
    const each = told.map(({ report, shard }) => `${shard.index}: ${of(report)}`);
    notes.push(`${what} differs between the shards (${each.join('; ')}).`);
  };
  differing('The run id, from which the ids of each request derive,', ({ runId }) => runId);
  differing('What calibration found', foundBy);
  return [...new Set(notes)];
}
