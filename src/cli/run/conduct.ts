import type { RunOptions } from '../../model/options.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';
import { headline } from '../../report/headline.ts';
import type { Io } from '../io.ts';
import { TOOL } from '../tool.ts';
import { wantsColor } from './color.ts';
import { watchInterrupts } from './interrupts.ts';
import type { OpenRun } from './open-run.ts';
import { createProgress } from './progress.ts';
import { publish } from './publish.ts';

/** What a skin adds to a run. */
export interface Skin {
  /** Called when the plan stands, before the first case. */
  onOpen?(run: OpenRun): void;
  onResult?(result: CaseResult): void;
  /** Awaited after the last result, before the summary. */
  onReport?(report: RunReport): Promise<void>;
}

/**
 * One run from opening to the summary: headline, progress, Ctrl-C, reporters. The same for `run` and `npm test`.
 * Answers the exit code of the report; throws what `open` throws.
 */
export async function conduct(
  options: RunOptions,
  io: Io,
  open: (options: RunOptions, io: Io) => Promise<OpenRun>,
  skin: Skin = {},
): Promise<number> {
  const interrupts = watchInterrupts(io);
  try {
    const run = await open(options, io);
    const { session } = run;
    try {
      interrupts.attach(session);
      skin.onOpen?.(run);
      const { kind, url } = session.target;
      const profile = { id: options.profile.id, digest: '' };
      io.stdout.write(`${headline({ tool: TOOL, profile, target: { kind, url } })}\n\n`);
      const color = wantsColor(options.color, io);
      const progress = createProgress(io.stdout, { quiet: options.quiet, color, now: Date.now });
      const report = await session.run((event) => {
        progress.on(event);
        if (event.type === 'case-end') skin.onResult?.(event.result);
      });
      progress.end();
      await skin.onReport?.(report);
      await publish(report, options, io);
      return report.exitCode;
    } finally {
      await run.close();
    }
  } finally {
    interrupts.dispose();
  }
}
