import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../model/report.ts';
import { failure, report, result, warning } from '../testing/sample-report.ts';
import { compareRuns, diffExitCode } from './compare.ts';

const ID = 'claims/aud-absent';
const as = (overrides: Partial<CaseResult>) => [failure({ caseId: ID, ...overrides })];
const passed = as({ verdict: 'pass', findings: [] });
const failed = as({});
const open = as({ verdict: 'inconclusive', findings: [], reason: 'control refused' });
const absent = as({ verdict: 'not-applicable', findings: [] });
const warned = as({ verdict: 'warn', findings: warning().findings });
const waived = as({ waived: 'agreed' });
const [finding] = failure().findings;
const failedOtherwise = as({
  findings: finding === undefined ? [] : [{ ...finding, check: 'refusal.leak' }],
});
const failedTwice = as({
  findings: [...(failed[0]?.findings ?? []), ...(failedOtherwise[0]?.findings ?? [])],
});

const GROUPS = ['regressed', 'fixed', 'undecided', 'waived', 'added', 'gone'] as const;

describe('two runs', () => {
  it.each<
    [
      string,
      readonly CaseResult[],
      readonly CaseResult[],
      (typeof GROUPS)[number] | 'unchanged',
      number,
    ]
  >([
    ['pass, then fail', passed, failed, 'regressed', 1],
    ['pass, then warn', passed, warned, 'regressed', 1],
    ['warn, then fail', warned, failed, 'regressed', 1],
    ['fail, then fail for one thing more', failed, failedTwice, 'regressed', 1],
    ['fail, then fail for something else', failed, failedOtherwise, 'regressed', 1],
    ['fail, then fail for one thing less', failedTwice, failed, 'unchanged', 0],
    ['fail, then fail', failed, failed, 'unchanged', 0],
    ['fail, then pass', failed, passed, 'fixed', 0],
    ['fail, then warn', failed, warned, 'fixed', 0],
    ['inconclusive, then pass', open, passed, 'fixed', 0],
    ['pass, then inconclusive', passed, open, 'undecided', 3],
    ['fail, then inconclusive', failed, open, 'undecided', 3],
    ['inconclusive, then fail', open, failed, 'undecided', 3],
    ['inconclusive twice', open, open, 'unchanged', 0],
    ['pass, then a fail that is waived', passed, waived, 'waived', 0],
    ['a waived fail, then the fail', waived, failed, 'unchanged', 0],
    ['nothing, then fail', [], failed, 'added', 0],
    ['not applicable, then fail', absent, failed, 'added', 0],
    ['pass, then nothing', passed, [], 'gone', 0],
    ['pass, then not applicable', passed, absent, 'gone', 0],
    ['not applicable twice', absent, absent, 'unchanged', 0],
  ])('%s', (_what, before, after, group, exitCode) => {
    const diff = compareRuns(report(before), report(after));
    expect(GROUPS.filter((name) => diff[name].length > 0)).toEqual(
      group === 'unchanged' ? [] : [group],
    );
    expect(diffExitCode(diff)).toBe(exitCode);
  });

  it('are compared requirement by requirement', () => {
    const diff = compareRuns(report(passed), report(failed));
    expect(diff.regressedRequirements).toEqual([
      { id: 'OBUK-aud-1', before: 'pass', after: 'fail' },
    ]);
    expect(compareRuns(report(failed), report(passed)).fixedRequirements.length).toBe(1);
  });

  it('have no verdict where the later one is incomplete', () => {
    expect(
      diffExitCode(compareRuns(report([result()]), report([result()], { complete: false }))),
    ).toBe(3);
  });

  it.each([
    [{ profile: { id: 'oidc', digest: 'd' } }, /different profiles: ob-uk-3\.3 and oidc/],
    [{ profile: { id: 'ob-uk-3.3', digest: 'd' } }, /ob-uk-3\.3 has changed/],
    [{ target: { kind: 'remote' as const, url: 'https://other.example' } }, /different targets/],
    [
      { tool: { name: 'dcr-conformance', version: '9.0.0' } },
      /different versions: 0\.1\.0 and 9\.0\.0/,
    ],
    [{ complete: false }, /later run is incomplete/],
    [{ shard: { index: 1, count: 3, plan: [], controls: [] } }, /later run is shard 1 of 3/],
  ])('are remarked on where they differ: %j', (overrides, remark) => {
    expect(compareRuns(report(passed), report(passed, overrides)).remarks.join()).toMatch(remark);
    expect(compareRuns(report(passed), report(passed)).remarks).toEqual([]);
  });

  it('of the bundled server may have different ports', () => {
    const bundled = (port: number) =>
      report(passed, { target: { kind: 'bundled', url: `https://127.0.0.1:${port}` } });
    expect(compareRuns(bundled(1), bundled(2)).remarks).toEqual([]);
  });
});
