import { randomUUID } from 'node:crypto';
import type { Io } from '../cli/io.ts';
import { parseCommandLine } from '../cli/options/command-line.ts';
import { mergeOptions } from '../cli/options/merge.ts';
import { printConfig } from '../cli/options/print-config.ts';
import { toRunOptions } from '../cli/options/run-options.ts';
import { conduct } from '../cli/run/conduct.ts';
import { type OpenRun, openRun } from '../cli/run/open-run.ts';
import { showError } from '../cli/show-error.ts';
import { EXIT, UsageError } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import { disagreement } from './agreement.ts';
import { openBroadcast } from './broadcast.ts';
import { startHost } from './start-host.ts';

/** Our options, and vitest's from behind the `--`. */
function split(argv: readonly string[]): readonly [readonly string[], readonly string[]] {
  const at = argv.indexOf('--');
  return at < 0 ? [argv, []] : [argv.slice(0, at), argv.slice(at + 1)];
}

type Open = (options: RunOptions, io: Io) => Promise<OpenRun>;

async function npmTest(
  own: readonly string[],
  vitestArgs: readonly string[],
  io: Io,
  open: Open,
): Promise<number> {
  const line = parseCommandLine(['run', ...own]);
  if (line.command === null) {
    io.stdout.write(line.text);
    return line.exitCode;
  }
  const merged = await mergeOptions('run', line.flags, io);
  if (merged.values.fuzz !== null) {
    throw new UsageError(
      '--fuzz is for run',
      'npm test shows the cases that are planned; write npx dcr-conformance run --fuzz N',
    );
  }
  const options = await toRunOptions(merged.values, io, Date.now());
  if (merged.values['print-config']) {
    io.stdout.write(printConfig('run', merged));
    return EXIT.ok;
  }
  if (merged.values['dry-run']) {
    const { dryRun } = await import('../cli/dry-run/dry-run.ts');
    return dryRun(options, io);
  }
  const channel = `dcr-conformance:${randomUUID()}`;
  const broadcast = openBroadcast(channel);
  const host = startHost(vitestArgs, io);
  let problem: string | null = null;
  try {
    if (vitestArgs.length > 0) await host.accepted;
    const exitCode = await conduct(options, io, open, {
      onOpen({ session }) {
        const plan = session.plan.map(({ case: { id, area, title } }) => ({ id, area, title }));
        host.start({ channel, plan });
        host.ended.catch(() => session.abort('vitest failed'));
      },
      onResult: (result) => broadcast.tell(result),
      async onReport(report) {
        // A run that was stopped before it began has made its results without an event.
        for (const result of report.results) broadcast.tell(result);
        // Whatever has no result by now will not get one.
        broadcast.stop('the run ended without a result for this case');
        problem = disagreement(report, await host.ended, vitestArgs.length === 0);
      },
    });
    if (problem === null) return exitCode;
    throw new Error(problem);
  } finally {
    broadcast.close();
    await host.stop();
  }
}

/** `npm test`: one run, shown as vitest tests. Answers the exit code of the report; 4 when vitest itself failed. */
export async function main(argv: readonly string[], io: Io, open: Open = openRun): Promise<number> {
  const [own, vitestArgs] = split(argv);
  try {
    return await npmTest(own, vitestArgs, io, open);
  } catch (error) {
    return showError(error, io, own.includes('--debug'));
  }
}
