import { describe, expect, it } from 'vitest';
import { failure, report, result } from '../report/testing/sample-report.ts';
import { disagreement } from './agreement.ts';
import type { SeenTest } from './protocol.ts';

const ran = report([
  result(),
  failure(),
  result({ caseId: 'transport/a', verdict: 'not-applicable', reason: 'plain http' }),
]);

const SEEN: readonly SeenTest[] = [
  { name: 'claims/valid sends a valid request', state: 'passed' },
  { name: 'claims/aud-absent sends a request without aud', state: 'failed' },
  { name: 'transport/a connects', state: 'skipped' },
];

describe('vitest and the report', () => {
  it('agree when each test ended as its case', () => {
    expect(disagreement(ran, { tests: SEEN, errors: [] }, true)).toBeNull();
  });

  it('disagree when a failed case passed as a test', () => {
    const tests = SEEN.map((test) => ({ ...test, state: 'passed' as const }));
    expect(disagreement(ran, { tests, errors: [] }, true)).toContain('claims/aud-absent as passed');
  });

  it('disagree when a case had no test', () => {
    expect(disagreement(ran, { tests: SEEN.slice(1), errors: [] }, true)).toContain('claims/valid');
  });

  it('disagree when something broke outside the tests', () => {
    expect(disagreement(ran, { tests: SEEN, errors: ['boom'] }, true)).toContain('boom');
  });

  it('agree on the tests that the user chose', () => {
    const tests: SeenTest[] = [
      { name: 'claims/valid sends a valid request', state: 'skipped' },
      { name: 'claims/aud-absent sends a request without aud', state: 'failed' },
    ];
    expect(disagreement(ran, { tests, errors: [] }, false)).toBeNull();
  });
});
