import { join } from 'node:path';
import type { RunOptions } from '../../model/options.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { refuseFuzzWith } from '../options/fuzz-alone.ts';
import { mergeOptions } from '../options/merge.ts';
import { printConfig } from '../options/print-config.ts';
import { toRunOptions } from '../options/run-options.ts';
import type { OptionValues } from '../options/table.ts';
import { conduct } from '../run/conduct.ts';
import { openRun } from '../run/open-run.ts';

/** The options of one run under each profile named: a folder and a name of its own, since names of softwares come of it. */
async function perProfile(values: OptionValues, io: Io): Promise<readonly RunOptions[]> {
  const all: RunOptions[] = [];
  for (const name of new Set(values.profile)) {
    const options = await toRunOptions({ ...values, profile: [name] }, io, Date.now());
    const { id } = options.profile;
    const runId = values['run-id'] === null ? options.runId : `${options.runId}-${id}`;
    all.push({ ...options, out: join(values.out, id), runId });
  }
  return all;
}

/** `run`: everything by the engine alone; under several profiles one after the other. */
export async function run({ flags }: CommandLine, io: Io): Promise<number> {
  const merged = await mergeOptions('run', flags, io);
  const { values } = merged;
  const several = new Set(values.profile).size > 1;
  const all = several
    ? await perProfile(values, io)
    : [await toRunOptions({ ...values, profile: [...new Set(values.profile)] }, io, Date.now())];
  const [options] = all;
  if (values['print-config']) {
    io.stdout.write(printConfig('run', merged));
    return 0;
  }
  refuseFuzzWith(values);
  if (values['dry-run']) {
    const { dryRun } = await import('../dry-run/dry-run.ts');
    const codes: number[] = [];
    for (const each of all) codes.push(await dryRun(each, io));
    return Math.max(...codes);
  }
  if (several || options === undefined) {
    const { runSeveral } = await import('../run/several-profiles.ts');
    return runSeveral(all, values.out, io, openRun);
  }
  return conduct(options, io, openRun);
}
