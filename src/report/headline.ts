import type { RunReport } from '../model/report.ts';
import { escapeTerminal } from './escape.ts';
import { casesText } from './groups.ts';

/** The target in words; used in the first and in the last line. */
export function targetText(target: RunReport['target']): string {
  const url = escapeTerminal(target.url);
  return target.kind === 'bundled' ? `bundled reference server (${url})` : url;
}

/** First line of a run: tool, profile and target. */
export function headline(run: Pick<RunReport, 'tool' | 'profile' | 'target'>): string {
  return `${run.tool.name} ${run.tool.version} · ${run.profile.id} · target: ${targetText(run.target)}`;
}

const OUTCOMES: Readonly<Record<number, string>> = {
  0: 'CONFORMANT',
  1: 'NOT CONFORMANT',
  2: 'NOT RUN',
  3: 'NO VERDICT',
};

/** Outcome of a run in capitals, from its exit code. */
export function outcome(report: Pick<RunReport, 'exitCode' | 'totals' | 'complete'>): string {
  const excused = report.exitCode === 0 && report.totals.waived > 0;
  const known = OUTCOMES[report.exitCode] ?? 'HARNESS ERROR';
  const word = excused ? 'CONFORMANT BUT FOR WHAT IS WAIVED' : known;
  return report.complete ? word : `${word}, INCOMPLETE`;
}

/** `312 cases: 300 pass, 1 fail`; zeros left out. */
export function totalsText(totals: RunReport['totals']): string {
  const parts: readonly (readonly [number, string])[] = [
    [totals.pass, 'pass'],
    [totals.warn, 'warn'],
    [totals.fail, 'fail'],
    [totals.inconclusive, 'inconclusive'],
    [totals.error, 'error'],
    [totals.notApplicable, 'not applicable'],
    [totals.waived, 'waived'],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return `${casesText(totals.cases)}: ${shown.join(', ') || 'none run'}`;
}
