import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { printConfig } from '../options/print-config.ts';
import { toRunOptions } from '../options/run-options.ts';
import { conduct } from '../run/conduct.ts';
import { openRun } from '../run/open-run.ts';

/** `run`: everything by the engine alone. */
export async function run({ flags }: CommandLine, io: Io): Promise<number> {
  const merged = await mergeOptions('run', flags, io);
  const options = await toRunOptions(merged.values, io, Date.now());
  if (merged.values['print-config']) {
    io.stdout.write(printConfig('run', merged));
    return 0;
  }
  if (merged.values['dry-run']) {
    const { dryRun } = await import('../dry-run/dry-run.ts');
    return dryRun(options, io);
  }
  return conduct(options, io, openRun);
}
