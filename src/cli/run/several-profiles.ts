import { EXIT, HarnessError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import type { RunReport } from '../../model/report.ts';
import { conflictsText } from '../../report/conflicts/console.ts';
import { type Conflicts, conflictsBetween, type ProfileRun } from '../../report/conflicts/find.ts';
import { conflictsMarkdown } from '../../report/conflicts/markdown.ts';
import type { Io } from '../io.ts';
import { showError } from '../show-error.ts';
import { wantsColor } from './color.ts';
import { conduct, type Skin } from './conduct.ts';
import type { OpenRun } from './open-run.ts';
import { replaceFile } from './publish.ts';

/** The gravest first (docs/configuration.md, exit codes). */
const GRAVITY: readonly number[] = [EXIT.usage, EXIT.harness, EXIT.fail, EXIT.noVerdict, EXIT.ok];

/** The exit code of several runs: that of the gravest. */
export function gravest(codes: readonly number[]): number {
  return GRAVITY.find((code) => codes.includes(code)) ?? EXIT.harness;
}

interface Ran {
  readonly run: ProfileRun;
  readonly report: RunReport | null;
}

function reported([report]: readonly RunReport[]): RunReport {
  if (report === undefined) throw new Error('the run ended without a report');
  return report;
}

/** One of the runs. A target that cannot be tested under this profile is no reason to leave out the next. */
async function oneRun(
  options: RunOptions,
  io: Io,
  open: (options: RunOptions, io: Io) => Promise<OpenRun>,
): Promise<Ran> {
  const profile = options.profile.id;
  const seen: RunReport[] = [];
  const skin: Skin = {
    async onReport(finished) {
      seen.push(finished);
    },
  };
  try {
    const exitCode = await conduct(options, io, open, skin);
    const { totals } = reported(seen);
    return {
      run: { profile, exitCode, report: `${profile}/report.json`, error: null, totals },
      report: reported(seen),
    };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    const exitCode = showError(error, io, options.debug);
    const run = { profile, exitCode, report: null, error: error.message, totals: null };
    return { run, report: null };
  }
}

/**
 * Runs one target under the profile of each of `all` in turn, then shows what passes under one and not under another. Each
 * run has the folder of its profile under `out`. Answers the gravest exit code; a run that was stopped ends the rest.
 */
export async function runSeveral(
  all: readonly RunOptions[],
  out: string,
  io: Io,
  open: (options: RunOptions, io: Io) => Promise<OpenRun>,
): Promise<number> {
  const done: Ran[] = [];
  for (const options of all) {
    const ran = await oneRun(options, io, open);
    done.push(ran);
    io.stdout.write('\n');
    if (ran.report !== null && !ran.report.complete) break;
  }
  const [first] = all;
  const reports = done.flatMap(({ report }) => report ?? []);
  const runs = done.map(({ run }) => run);
  const where = reports[0]?.target.url ?? first?.target ?? '';
  const exitCode = gravest(runs.map((run) => run.exitCode));
  const conflicts: Conflicts = {
    schemaVersion: '1.0',
    target: first?.target === null ? 'the bundled server, which follows each profile' : where,
    exitCode,
    runs,
    conflicts: conflictsBetween(reports),
  };
  const folder = out.replace(/\/+$/, '');
  await replaceFile(folder, 'conflicts.json', `${JSON.stringify(conflicts, null, 2)}\n`, io);
  await replaceFile(folder, 'conflicts.md', conflictsMarkdown(conflicts), io);
  const color = wantsColor(first?.color ?? null, io);
  io.stdout.write(conflictsText(conflicts, { color, out: folder }));
  return exitCode;
}
