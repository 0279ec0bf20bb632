import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../model/report.ts';
import { noVerdictLine } from './no-verdict.ts';
import { report, result } from './testing/sample-report.ts';

function open(caseId: string, reason: string): CaseResult {
  return result({ caseId, verdict: 'inconclusive', reason });
}

const REFUSED = 'a valid request was refused: 400';

describe('the reason for no verdict', () => {
  it('is the one that most inconclusive cases give', () => {
    const results = [open('a', 'busy'), open('b', REFUSED), open('c', REFUSED), result()];
    const totals = { ...report([]).totals, cases: 4, inconclusive: 3 };
    expect(noVerdictLine(report(results, { exitCode: 3, totals }))).toBe(
      `No verdict, because 3 of 4 cases are inconclusive, 2 of them because of this: ${REFUSED}`,
    );
  });

  it('is one for all where they agree', () => {
    const totals = { ...report([]).totals, cases: 1, inconclusive: 1 };
    expect(noVerdictLine(report([open('a', REFUSED)], { exitCode: 3, totals }))).toBe(
      `No verdict, because 1 of 1 cases are inconclusive: ${REFUSED}`,
    );
  });

  it('stays one line, whatever the target says', () => {
    const line = noVerdictLine(report([open('a', 'one\ntwo\u001b[31m')], { exitCode: 3 })) ?? '';
    expect(['\n', '\u001b'].filter((character) => line.includes(character))).toEqual([]);
  });

  it('is told where no case reached a verdict', () => {
    expect(noVerdictLine(report([], { exitCode: 3 }))).toBe(
      'No verdict, because no case reached one.',
    );
  });

  it.each([0, 1, 4])('is none where there is a verdict: exit code %i', (exitCode) => {
    expect(noVerdictLine(report([open('a', REFUSED)], { exitCode }))).toBeNull();
  });
});
