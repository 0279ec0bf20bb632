import { describe, expect, it } from 'vitest';
import type { CaseResult, RunReport } from '../../model/report.ts';
import { failure, report, result } from '../testing/sample-report.ts';
import { historyText } from './console.ts';
import { historyOf, summaryOf } from './history.ts';
import { historyPage } from './html.ts';

const WAIVED = { reason: 'known', expires: null } as unknown as NonNullable<CaseResult['waived']>;

function run(day: number, results: readonly CaseResult[], changes: Partial<RunReport> = {}) {
  return summaryOf({
    ...report(results),
    startedAt: `2026-11-${day}T08:00:00.000Z`,
    runId: `run-${day}`,
    ...changes,
  });
}

const good = result({ caseId: 'claims/aud-absent' });
const bad = failure();

describe('a history', () => {
  it('has the runs by time, whatever their order, and each once', () => {
    const { runs } = historyOf([run(23, []), run(21, []), run(22, []), run(21, [])]);
    expect(runs.map(({ run: { runId } }) => runId)).toEqual(['run-21', 'run-22', 'run-23']);
  });

  it('says what changed since the run before', () => {
    const { runs } = historyOf([run(21, [good]), run(22, [bad]), run(23, [good])]);
    expect(runs.map(({ change }) => change)).toEqual([
      null,
      { regressed: 1, fixed: 0 },
      { regressed: 0, fixed: 1 },
    ]);
  });

  it('does not count as regressed what is waived', () => {
    const { runs } = historyOf([run(21, [good]), run(22, [failure({ waived: WAIVED })])]);
    expect(runs[1]?.change).toEqual({ regressed: 0, fixed: 0 });
  });

  it('lists the cases that were not always right, those that are wrong now first', () => {
    const always = result({ caseId: 'claims/valid' });
    const restless = failure({ caseId: 'claims/restless' });
    const calm = result({ caseId: 'claims/restless' });
    const { cases } = historyOf([
      run(21, [always, restless, good]),
      run(22, [always, calm]),
      run(23, [always, calm, bad]),
    ]);
    expect(cases.map(({ caseId, columns }) => [caseId, columns])).toEqual([
      ['claims/aud-absent', ['pass', null, 'fail']],
      ['claims/restless', ['fail', 'pass', 'pass']],
    ]);
  });

  it('says where the runs are of different profiles or targets', () => {
    const elsewhere = {
      target: { ...report([]).target, kind: 'remote', url: 'https://b.example/' },
    };
    const { remarks } = historyOf([
      run(21, [], {
        target: { ...elsewhere.target, url: 'https://a.example/' },
      } as Partial<RunReport>),
      run(22, [], { ...elsewhere, profile: { id: 'oidc', digest: '0' } } as Partial<RunReport>),
    ]);
    expect(remarks).toEqual([
      expect.stringMatching(/^The runs have different profiles: .*oidc/),
      'The runs have different targets: https://a.example/, https://b.example/.',
    ]);
  });

  it('shows hostile text as text', () => {
    const hostile = failure({ title: '<img src=x onerror=alert(1)>\u001b[2J' });
    const history = historyOf([run(21, [hostile])]);
    expect(historyPage(history)).not.toContain('<img src=x');
    expect(`${historyPage(history)}${historyText(history)}`).not.toContain('\u001b');
  });

  it('in the terminal ends with the outcome of the last run', () => {
    const text = historyText(historyOf([run(21, [bad]), run(22, [good], { exitCode: 0 })]));
    expect(text.trimEnd().split('\n').at(-1)).toBe('CONFORMANT · 2 runs');
    expect(text).toContain('claims/aud-absent: fail → pass');
  });
});
