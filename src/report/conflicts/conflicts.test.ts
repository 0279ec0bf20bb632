import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../model/report.ts';
import { failure, report, result } from '../testing/sample-report.ts';
import { conflictsText } from './console.ts';
import { type Conflicts, conflictsBetween } from './find.ts';
import { conflictsMarkdown } from './markdown.ts';

const under = (id: string, results: RunReport['results']): RunReport =>
  report(results, { profile: { id, digest: 'sha256-0' } });

const right = failure({ verdict: 'pass', findings: [] });

const conflicts = conflictsBetween([
  under('a', [result(), failure()]),
  under('b', [result(), right]),
]);

const page: Conflicts = {
  schemaVersion: '1.0',
  target: 'https://bank.example',
  exitCode: 1,
  runs: [
    { profile: 'a', exitCode: 1, report: 'a/report.json', error: null, totals: report([]).totals },
    { profile: 'b', exitCode: 0, report: 'b/report.json', error: null, totals: report([]).totals },
    { profile: 'c', exitCode: 3, report: null, error: 'control | refused', totals: null },
  ],
  conflicts,
};

describe('what passes under one profile and fails under another', () => {
  it('is found by its case, with the row that decides on each side', () => {
    expect(
      conflicts.map(({ caseId, sides }) => [
        caseId,
        ...sides.map(({ profile, verdict, requirement }) => `${profile} ${verdict} ${requirement}`),
      ]),
    ).toEqual([['claims/aud-absent', 'a fail OBUK-aud-1', 'b pass OBUK-aud-1']]);
  });

  it.each([
    ['no verdict on one side', failure({ verdict: 'inconclusive' })],
    ['nothing applicable on one side', failure({ verdict: 'not-applicable' })],
    ['a fail on both sides', failure()],
  ])('is not: %s', (_what, other) => {
    expect(conflictsBetween([under('a', [failure()]), under('b', [other])])).toEqual([]);
  });

  it('stands side by side in the terminal, with what was found', () => {
    const text = conflictsText(page, { color: false, out: 'reports' });
    expect(text).toContain('Right under one profile and not under another: 1');
    expect(text).toMatch(/a {2}FAIL {2}OBUK-aud-1 .*\n.*the defect was accepted/);
    expect(text).toMatch(/b {2}PASS {2}OBUK-aud-1/);
    expect(text).toContain('c  exit code 3 · control | refused');
  });

  it('has a column for each profile in Markdown, and none for one that did not run', () => {
    const text = conflictsMarkdown(page);
    expect(text).toContain('| What was done | a | b |');
    expect(text).toContain('**fail** [OBUK-aud-1](https://openbankinguk');
    expect(text).toContain('control \\| refused');
  });

  it('says so where there is nothing', () => {
    const none = { ...page, conflicts: [] };
    expect(conflictsText(none, { color: false, out: 'o' })).toContain('Nothing passes under one');
    expect(conflictsMarkdown(none)).toContain('Nothing passes under one');
  });
});
