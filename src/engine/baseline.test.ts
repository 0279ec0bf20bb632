import { describe, expect, it } from 'vitest';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { CaseResult } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { report, result } from '../report/testing/sample-report.ts';
import { baselineProblems, waive } from './baseline.ts';
import { updateBaseline } from './baseline-update.ts';
import { stimulus, valid } from './testing/cases.ts';
import { fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const TODAY = '2026-11-22';

function entry(overrides: Partial<BaselineEntry> = {}): BaselineEntry {
  return {
    caseId: 'claims/a',
    profile: 'ob-uk-3.3',
    reason: 'agreed',
    owner: 'team',
    expires: '2027-01-31',
    ...overrides,
  };
}

const forCheck = (check: string): BaselineEntry => entry({ check });

/** A result with one finding for each of `checks`. */
function caseWith(verdict: Verdict, checks: Readonly<Record<string, Verdict>> = {}): CaseResult {
  const findings = Object.entries(checks).map(
    ([check, weight]): Finding => ({
      check,
      requirement: 'OBUK-aud-1',
      verdict: weight,
      expected: 'x',
      actual: 'y',
      message: 'm',
    }),
  );
  return result({ caseId: 'claims/a', verdict, findings });
}

const FAIL = caseWith('fail', { status: 'fail', code: 'pass' });
const TWO = caseWith('fail', { status: 'fail', code: 'fail' });
const FAIL_AND_WARN = caseWith('fail', { status: 'fail', code: 'warn' });
const WARN = caseWith('warn', { code: 'warn' });
const PASS = caseWith('pass', { status: 'pass', code: 'pass' });

describe('a result is waived', () => {
  it.each<
    [what: string, of: CaseResult, entries: readonly BaselineEntry[], yes: boolean, failOn?: 'warn']
  >([
    ['by an entry of its case', FAIL, [entry()], true],
    ['by an entry of the check that fails', FAIL, [forCheck('status')], true],
    ['not by an entry of another check', FAIL, [forCheck('code')], false],
    ['not by an entry of another case', FAIL, [entry({ caseId: 'claims/b' })], false],
    ['on the last day of its entry', FAIL, [entry({ expires: TODAY })], true],
    ['not on the day after', FAIL, [entry({ expires: '2026-11-21' })], false],
    ['not where only one of two checks is excused', TWO, [forCheck('status')], false],
    ['where each of two checks is excused', TWO, [forCheck('status'), forCheck('code')], true],
    ['as a warn too', WARN, [entry()], true],
    ['beside a warn that does not count', FAIL_AND_WARN, [forCheck('status')], true],
    ['not beside a warn that counts', FAIL_AND_WARN, [forCheck('status')], false, 'warn'],
    ['not when it passes', PASS, [entry()], false],
    ['not when it could not be tried', caseWith('inconclusive'), [entry()], false],
    ['not when the harness failed', caseWith('error'), [entry()], false],
  ])('%s', (_what, of, entries, yes, failOn = undefined) => {
    const waived = waive(of, entries, { today: TODAY, failOn: failOn ?? 'fail' });
    expect(waived.waived).toBe(yes ? waived.waived : null);
    expect(waived.waived !== null).toBe(yes);
    expect(waived.verdict).toBe(of.verdict);
  });

  it('with the reason, the owner and the day of its entries', () => {
    const { waived } = waive(TWO, [forCheck('status'), { ...forCheck('code'), reason: 'late' }], {
      today: TODAY,
      failOn: 'fail',
    });
    expect(waived).toBe('agreed (team, until 2027-01-31); late (team, until 2027-01-31)');
  });
});

describe('an entry', () => {
  const problems = (entries: readonly BaselineEntry[], results: readonly CaseResult[]) =>
    baselineProblems(entries, results, {
      today: TODAY,
      known: (id) => id !== 'claims/gone',
    }).map(({ kind }) => kind);

  it.each<[what: string, of: BaselineEntry, results: readonly CaseResult[], kind: string | null]>([
    ['holds while its case fails', entry(), [FAIL], null],
    ['holds while its case warns', entry(), [WARN], null],
    ['is stale once its case passes', entry(), [PASS], 'stale'],
    ['is stale once its check passes', forCheck('code'), [FAIL], 'stale'],
    ['holds while its check warns', forCheck('code'), [FAIL_AND_WARN], null],
    ['is not judged by a case that could not be tried', entry(), [caseWith('inconclusive')], null],
    ['is not judged by a case that does not apply', entry(), [caseWith('not-applicable')], null],
    ['is not judged where its case was not run', entry(), [], null],
    ['is gone with its case', entry({ caseId: 'claims/gone' }), [], 'gone'],
    ['expires, run or not', entry({ expires: '2026-11-21' }), [], 'expired'],
    ['holds on its last day', entry({ expires: TODAY }), [FAIL], null],
    ['that passes is stale rather than expired', entry({ expires: '2026-11-21' }), [PASS], 'stale'],
  ])('%s', (_what, of, results, kind) => {
    expect(problems([of], results)).toEqual(kind === null ? [] : [kind]);
  });

  it('is told of in a sentence that says what to do', () => {
    const [problem] = baselineProblems([forCheck('status')], [PASS], {
      today: TODAY,
      known: () => true,
    });
    expect(problem).toEqual({
      kind: 'stale',
      caseId: 'claims/a',
      check: 'status',
      message: 'claims/a (status) passes now: take its entry out.',
    });
  });
});

describe('an updated baseline', () => {
  const SAY = { reason: 'new', owner: 'other team', expires: '2027-03-31' };
  const update = (
    before: readonly BaselineEntry[],
    results: readonly CaseResult[],
    failOn = 'fail',
  ) =>
    updateBaseline(
      before,
      report(results, { failOn: failOn as 'fail' }),
      SAY,
      (id) => id !== 'claims/gone',
    );

  it('has an entry for each check that fails', () => {
    expect(update([], [TWO, PASS]).entries).toEqual([
      { caseId: 'claims/a', check: 'code', profile: 'ob-uk-3.3', ...SAY },
      { caseId: 'claims/a', check: 'status', profile: 'ob-uk-3.3', ...SAY },
    ]);
  });

  it('has warns only where they count', () => {
    expect([update([], [WARN]).added.length, update([], [WARN], 'warn').added.length]).toEqual([
      0, 1,
    ]);
  });

  it.each<[what: string, before: BaselineEntry, results: readonly CaseResult[], stays: boolean]>([
    ['of a case that still fails', entry(), [FAIL], true],
    ['of a check that still fails', forCheck('status'), [FAIL], true],
    ['that has expired and still fails', entry({ expires: '2020-01-01' }), [FAIL], true],
    ['of a case that was not run', entry({ caseId: 'claims/b' }), [], true],
    ['of a case that could not be tried', entry(), [caseWith('inconclusive')], true],
    ['of another profile', entry({ profile: 'cdr-au' }), [PASS], true],
    ['of a case that passes', entry(), [PASS], false],
    ['of a case that is gone', entry({ caseId: 'claims/gone' }), [], false],
  ])('keeps or drops an entry %s', (_what, before, results, stays) => {
    const { entries, added, removed } = update([before], results);
    expect({ entries, added, removed }).toEqual({
      entries: stays ? [before] : [],
      added: [],
      removed: stays ? [] : [before],
    });
  });

  it('adds nothing for what could not be tried', () => {
    expect(update([], [caseWith('inconclusive'), caseWith('error')]).entries).toEqual([]);
  });

  it('is in the order of profile, case and check', () => {
    const { entries } = update([entry({ caseId: 'claims/z' }), entry({ profile: 'a' })], [TWO]);
    expect(entries.map(({ profile, caseId, check }) => [profile, caseId, check].join(' '))).toEqual(
      [
        'a claims/a ',
        'ob-uk-3.3 claims/a code',
        'ob-uk-3.3 claims/a status',
        'ob-uk-3.3 claims/z ',
      ],
    );
  });
});

describe('a run with a baseline', () => {
  const cases = [valid('registration/full'), stimulus('claims/a')];
  /** Takes a request without aud. */
  const careless = () =>
    fakeBank({
      instead: ({ method, claims }) =>
        method === 'POST' && claims.jti !== undefined && claims.aud === undefined
          ? { status: 201, body: { ...claims, client_id: 'x' } }
          : undefined,
    });
  const ran = (baseline: readonly BaselineEntry[] | null, bank = careless()) =>
    run(bank, cases, { only: ['claims/a'] }, undefined, baseline);

  it('counts a fail without an entry', async () => {
    const { report: whole } = await ran([]);
    expect([whole.exitCode, whole.baseline]).toEqual([1, { entries: [], problems: [] }]);
  });

  it('does not count a fail with an entry, and keeps its verdict', async () => {
    const { report: whole, result: find, saved, lines } = await ran([entry()]);
    expect([whole.exitCode, whole.totals.fail, whole.totals.waived]).toEqual([0, 0, 1]);
    expect(find('claims/a')).toMatchObject({
      verdict: 'fail',
      waived: 'agreed (team, until 2027-01-31)',
    });
    expect(saved.results[0]?.waived).toBe('agreed (team, until 2027-01-31)');
    expect(JSON.stringify(lines)).toContain('agreed (team');
  });

  it('ends with exit code 1 when an entry is stale', async () => {
    const { report: whole } = await ran([entry()], fakeBank());
    expect([whole.exitCode, whole.totals.pass]).toEqual([1, 1]);
    expect(whole.baseline?.problems.map(({ kind }) => kind)).toEqual(['stale']);
  });

  it('ends with exit code 1 when an entry has expired, or its case is gone', async () => {
    const past = await ran([entry({ expires: '2020-01-01' })], fakeBank());
    const gone = await ran([entry({ caseId: 'claims/gone' })], fakeBank());
    expect([past.report.exitCode, gone.report.exitCode]).toEqual([1, 1]);
  });

  it('leaves entries of other profiles and of cases that are not run alone', async () => {
    const entries = [
      entry({ profile: 'cdr-au', expires: '2020-01-01' }),
      entry({ caseId: 'registration/full' }),
    ];
    const { report: whole } = await ran(entries, fakeBank());
    expect([whole.exitCode, whole.baseline?.entries.length]).toEqual([0, 1]);
  });

  it('says nothing of a baseline where there is none', async () => {
    expect((await ran(null)).report.baseline).toBeUndefined();
  });
});
