import { describe, expect, it } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { CaseResult, ControlEvidence } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { exchange, result } from '../report/testing/sample-report.ts';
import { withEvidence } from './evidence.ts';

function finding(check: string, verdict: Verdict): Finding {
  return {
    check,
    requirement: 'OBUK-aud-1',
    verdict,
    expected: 'x',
    actual: 'y',
    message: `${check} is wrong`,
  };
}

function evidence(...findings: Finding[]): ControlEvidence {
  return { caseId: 'registration/full', findings, exchange: exchange() };
}

function valid(overrides: Partial<CaseResult> = {}): CaseResult {
  return result({ caseId: 'registration/full', findings: [finding('a', 'pass')], ...overrides });
}

describe('the result of a valid request', () => {
  it('is as it was where its controls showed nothing else', () => {
    const before = valid();
    expect(withEvidence(before, [])).toBe(before);
  });

  it('is as bad as what a control showed', () => {
    const { verdict, reason, findings, exchanges } = withEvidence(valid(), [
      evidence(finding('b', 'warn')),
      evidence(finding('c', 'fail')),
    ]);
    expect({ verdict, reason, findings: findings.length, exchanges: exchanges.length }).toEqual({
      verdict: 'fail',
      reason: 'c is wrong',
      findings: 3,
      exchanges: 3,
    });
  });

  it('keeps its own verdict and reason where that is worse', () => {
    const before = valid({ verdict: 'fail', reason: 'mine', findings: [finding('a', 'fail')] });
    const { verdict, reason } = withEvidence(before, [evidence(finding('b', 'warn'))]);
    expect([verdict, reason]).toEqual(['fail', 'mine']);
  });

  it('takes each deviation once, and none that it has itself', () => {
    const before = valid({ verdict: 'warn', findings: [finding('a', 'warn')] });
    const again = evidence(finding('a', 'warn'), finding('b', 'warn'));
    const { findings, exchanges } = withEvidence(before, [again, again]);
    expect(findings.map(({ check }) => check)).toEqual(['a', 'b']);
    expect(exchanges).toHaveLength(2);
  });

  it('has nothing to do with what controls of other requests showed', () => {
    const before = valid();
    const other = { ...evidence(finding('b', 'fail')), caseId: 'registration/minimal' };
    expect(withEvidence(before, [other])).toBe(before);
  });
});
