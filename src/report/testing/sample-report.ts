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

/** A case whose answer breaks a SHOULD. */
export function warning(): CaseResult {
  return result({
    caseId: 'response-shape/post',
    area: 'response-shape',
    title: 'may the answer be cached',
    verdict: 'warn',
    findings: [
      {
        check: 'success.no-store',
        requirement: 'RFC6749-5.1-1',
        verdict: 'warn',
        expected: 'Cache-Control: no-store',
        actual: 'no Cache-Control',
        message: 'the answer may be cached',
      },
    ],
  });
}

/** A run with a result of each kind, a waived fail, and a problem of each other sort. */
export function everyKind(): RunReport {
  const results = [
    result(),
    failure(),
    result({ caseId: 'claims/open', verdict: 'inconclusive', reason: 'control refused' }),
    failure({ caseId: 'claims/known', waived: 'agreed (team, until 2027-01-31)' }),
    warning(),
    result({
      caseId: 'transport/plain',
      area: 'transport',
      verdict: 'not-applicable',
      reason: 'plain http',
      exchanges: [],
    }),
    result({
      caseId: 'transport/broken',
      area: 'transport',
      verdict: 'error',
      reason: 'no memory',
    }),
  ];
  const whole = report(results, {
    notes: ['keys are new'],
    baseline: {
      entries: [],
      problems: [
        { kind: 'stale', caseId: 'claims/gone', message: 'claims/gone passes: take it out.' },
      ],
    },
    leftovers: [{ clientId: 'c-1', softwareId: 's-1', jti: null, why: 'DELETE answered 500' }],
  });
  return { ...whole, totals: { ...whole.totals, fail: 1, waived: 1 }, exitCode: 4 };
}

/** The same with `text` wherever a target or a file could have put it. */
export function hostileReport(text: string): RunReport {
  const plain = everyKind();
  const findings = (of: CaseResult) =>
    of.findings.map((finding) => ({ ...finding, expected: text, actual: text, message: text }));
  const sent = exchange();
  const told = exchange({
    request: {
      ...sent.request,
      url: `https://bank.example/${text}`,
      headers: [[text, text]],
      body: text,
    },
    response: { status: 400, headers: [[text, text]], body: text },
    failure: { kind: 'protocol', message: text },
    curl: text,
  });
  return {
    ...plain,
    target: { kind: 'remote', url: text },
    notes: [text],
    baseline: { entries: [], problems: [{ kind: 'stale', caseId: text, message: text }] },
    leftovers: [{ clientId: text, softwareId: text, jti: text, why: text }],
    results: plain.results.map((of) => ({
      ...of,
      title: text,
      reason: of.reason === null ? null : text,
      waived: of.waived === null ? null : text,
      findings: findings(of),
      mutations: of.mutations.map((record) => ({ ...record, before: text, after: text })),
      exchanges: of.exchanges.map(() => told),
    })),
  };
}
