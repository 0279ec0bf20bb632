import { UsageError } from '../../model/errors.ts';
import type { OptionValues } from './table.ts';

/** Refuses what has no meaning beside `--fuzz`, rather than leave one of the two out. */
export function refuseFuzzWith({
  fuzz,
  shard,
  'dry-run': dryRun,
}: Pick<OptionValues, 'fuzz' | 'shard' | 'dry-run'>): void {
  if (fuzz === null) return;
  if (shard !== null) {
    throw new UsageError(
      '--fuzz and --shard together',
      'random payloads belong to no shard: send them in a run of their own (--only fuzz), on each machine with another --seed',
    );
  }
  if (dryRun) {
    throw new UsageError(
      '--fuzz and --dry-run together',
      'a dry run lists the cases; what --fuzz sends follows from --seed',
    );
  }
}
