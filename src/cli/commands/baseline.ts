import { updateBaseline } from '../../engine/baseline-update.ts';
import { BASELINE_VERSION, type Baseline, type BaselineEntry } from '../../model/baseline.ts';
import { UsageError } from '../../model/errors.ts';
import type { RunReport } from '../../model/report.ts';
import { escapeTerminal } from '../../report/escape.ts';
import { findBaseline } from '../baseline-file.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { builtInProfile } from '../options/profile-name.ts';
import { didYouMean } from '../options/suggest.ts';
import type { OptionValues } from '../options/table.ts';
import { replaceFile } from '../run/publish.ts';
import { readReport } from '../saved-report.ts';

const DEFAULT_FILE = 'dcr.baseline.json';

/** What new entries say. Asked for only where there are any. */
type Say = Pick<BaselineEntry, 'reason' | 'owner' | 'expires'>;

function sayOf(values: OptionValues, count: number, today: string): Say {
  const { reason, owner, expires } = values;
  if (count === 0) return { reason: '', owner: '', expires: '' };
  const missing = Object.entries({ reason, owner, expires })
    .filter(([, value]) => value === null)
    .map(([name]) => `--${name}`);
  if (reason === null || owner === null || expires === null) {
    throw new UsageError(
      `${count} new ${count === 1 ? 'entry needs' : 'entries need'} ${missing.join(', ')}`,
      'say why it may fail, who sees to it, and until which day',
    );
  }
  if (expires < today)
    throw new UsageError(`--expires ${expires} is over already`, 'give a day to come');
  return { reason, owner, expires };
}

function uncountable({ results }: RunReport): string[] {
  const open = results.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'error');
  if (open.length === 0) return [];
  const cases = open.length === 1 ? '1 case is' : `${open.length} cases are`;
  return [`${cases} inconclusive or in error; what was not seen cannot be excused`];
}

/** Tells the ids of the cases of a profile; of one that is not built in nothing is known, and every id taken for one. */
async function casesOf(profileId: string): Promise<(caseId: string) => boolean> {
  const profile = builtInProfile(profileId);
  if (profile === null) return () => true;
  const { casesFor } = await import('../../cases/index.ts');
  const ids = new Set<string>(casesFor(profile).map(({ id }) => id));
  return (caseId) => ids.has(caseId);
}

function nameOf({ caseId, check }: BaselineEntry): string {
  return escapeTerminal(check === undefined ? caseId : `${caseId} (${check})`);
}

/** `baseline update [REPORT]`: makes the baseline file say what the report says. */
async function update({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('baseline', flags, io);
  const [path = values.out, ...more] = operands;
  if (more.length > 0)
    throw new UsageError('baseline update takes one report', 'merge shards first: report merge');
  const file = values.baseline ?? DEFAULT_FILE;
  const [{ report }, before] = await Promise.all([
    readReport(path, io.cwd),
    findBaseline(file, io.cwd),
  ]);
  const known = await casesOf(report.profile.id);
  const today = new Date().toISOString().slice(0, 10);
  const old = before?.entries ?? [];
  const draft = updateBaseline(old, report, { reason: '', owner: '', expires: '' }, known);
  const say = sayOf(values, draft.added.length, today);
  const { entries, added, removed } = updateBaseline(old, report, say, known);
  const baseline: Baseline = { ...before, schemaVersion: BASELINE_VERSION, entries };
  await replaceFile('.', file, `${JSON.stringify(baseline, null, 2)}\n`, io);
  const expired = entries.filter((entry) => entry.expires < today);
  const lines = [
    ...added.map((entry) => `+ ${nameOf(entry)}`),
    ...removed.map((entry) => `- ${nameOf(entry)}`),
    ...expired.map((entry) => `! ${nameOf(entry)} has expired: ${entry.expires}`),
    ...uncountable(report),
    `${file}: ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}, ${added.length} added, ${removed.length} removed`,
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** `baseline update`. */
export async function baseline(line: CommandLine, io: Io): Promise<number> {
  const [what = '', ...operands] = line.operands;
  if (what === 'update') return update({ ...line, operands }, io);
  const write = 'write: baseline update [REPORT]';
  if (what === '') throw new UsageError('baseline needs a command', write);
  throw new UsageError(`baseline ${what} is no command`, didYouMean(what, ['update'], write));
}
