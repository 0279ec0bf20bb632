import type { Exchange } from '../../model/exchange.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';

/** A recorded exchange; what a test cares about is given. */
export function exchange(overrides: Partial<Exchange> = {}): Exchange {
  return {
    request: {
      method: 'POST',
      url: 'https://bank.example/register',
      headers: [['content-type', 'application/jwt']],
      body: 'e30.e30.AA',
    },
    response: { status: 201, headers: [['content-type', 'application/json']], body: '{}' },
    failure: null,
    startedAt: '2026-11-22T08:00:00.000Z',
    durationMs: 4,
    tls: null,
    curl: "curl -X POST 'https://bank.example/register' --data-raw 'e30.e30.AA'",
    ...overrides,
  };
}

/** A result that passes unless told otherwise. */
export function result(overrides: Partial<CaseResult> = {}): CaseResult {
  return {
    caseId: 'claims/valid',
    area: 'claims',
    title: 'sends a valid request',
    kind: 'positive',
    verdict: 'pass',
    reason: null,
    requirements: ['OBUK-aud-1'],
    findings: [],
    control: null,
    mutations: [],
    exchanges: [exchange()],
    waived: null,
    durationMs: 5,
    ...overrides,
  };
}

/** A negative case whose defect was accepted. */
export function failure(overrides: Partial<CaseResult> = {}): CaseResult {
  return result({
    caseId: 'claims/aud-absent',
    title: 'sends a request without aud',
    kind: 'negative',
    verdict: 'fail',
    findings: [
      {
        check: 'refusal.status',
        requirement: 'OBUK-aud-1',
        verdict: 'fail',
        expected: '400 invalid_client_metadata',
        actual: '201',
        message: 'the defect was accepted',
      },
    ],
    mutations: [
      {
        id: 'request.claims.aud.absent',
        path: 'request.claims.aud',
        before: 'https://bank.example',
      },
    ],
    ...overrides,
  });
}

/** A finished run over `results`. */
export function report(
  results: readonly CaseResult[],
  overrides: Partial<RunReport> = {},
): RunReport {
  const count = (verdict: CaseResult['verdict']) =>
    results.filter((r) => r.verdict === verdict).length;
  return {
    schemaVersion: '1.0',
    complete: true,
    exitCode: count('fail') > 0 ? 1 : 0,
    runId: 'run-1',
    seed: '1',
    tool: { name: 'dcr-conformance', version: '0.1.0' },
    startedAt: '2026-11-22T08:00:00.000Z',
    durationMs: 1000,
    profile: { id: 'ob-uk-3.3', digest: 'sha256-0' },
    target: { kind: 'remote', url: 'https://bank.example/register' },
    trustMode: 'trusted',
    calibration: null,
    hosts: ['bank.example'],
    totals: {
      cases: results.length,
      pass: count('pass'),
      warn: count('warn'),
      fail: count('fail'),
      inconclusive: count('inconclusive'),
      notApplicable: count('not-applicable'),
      error: count('error'),
      waived: 0,
    },
    notes: [],
    results,
    requirements: [
      {
        id: 'OBUK-aud-1',
        level: 'MUST',
        status: count('fail') > 0 ? 'fail' : 'pass',
        cases: ['claims/aud-absent'],
      },
    ],
    leftovers: [],
    ...overrides,
  };
}
