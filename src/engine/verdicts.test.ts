import { describe, expect, it } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { CaseResult, Totals } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { createWeigh } from '../requirements/weigh.ts';
import { createRecorder } from '../wire/recorder.ts';
import { createSecretBook } from '../wire/secret-book.ts';
import { exitCodeOf } from './exit-code.ts';
import { NOTHING, resultOf } from './outcome.ts';
import { differingMembers } from './record-compare.ts';
import { requirementStatuses } from './requirement-status.ts';
import { GOOD, stimulus } from './testing/cases.ts';
import { totalsOf } from './totals.ts';

const RECORDER = createRecorder({ headers: new Set(), book: createSecretBook(), mask: false });

function finding(requirement: string, verdict: Verdict): Finding {
  return { ...GOOD, requirement, verdict, message: `${requirement} ${verdict}` };
}

function result(
  requirements: [string, ...string[]],
  findings: Finding[],
  ended: (typeof NOTHING)['ended'] = null,
): CaseResult {
  const outcome = { ...NOTHING, findings, ended };
  return resultOf(stimulus('claims/x', { requirements }), outcome, obUk33, RECORDER);
}

describe('createWeigh', () => {
  const weigh = createWeigh(obUk33, REQUIREMENTS);

  it.each([
    ['OBUK-aud-1', 'fail'],
    ['RFC7591-3-3', 'warn'],
    // Overridden by the profile.
    ['RFC7519-4.1.3-1', 'warn'],
  ])('weighs %s as %s', (id, verdict) => {
    expect(weigh(id)).toBe(verdict);
  });

  it('weighs as a pass what is only information', () => {
    const row = { requirement: 'OBUK-aud-1', whenBroken: 'info', reason: '', url: '' } as const;
    expect(createWeigh({ ...obUk33, overrides: [row] }, REQUIREMENTS)('OBUK-aud-1')).toBe('pass');
  });

  it('throws for an id that is in no catalogue', () => {
    expect(() => weigh('RFC0-0')).toThrow('RFC0-0');
  });
});

describe('resultOf', () => {
  it('takes the worst finding, and its message for the reason', () => {
    const { verdict, reason } = result(
      ['OBUK-aud-1'],
      [finding('OBUK-aud-1', 'warn'), finding('OBUK-iss-1', 'fail')],
    );
    expect([verdict, reason]).toEqual(['fail', 'OBUK-iss-1 fail']);
  });

  it('is inconclusive, not passed, when it ended early', () => {
    const ended = { verdict: 'inconclusive', reason: 'why' } as const;
    const { verdict, reason } = result(['OBUK-aud-1'], [finding('OBUK-aud-1', 'pass')], ended);
    expect([verdict, reason]).toEqual(['inconclusive', 'why']);
  });

  it('drops findings about rows that the profile excludes', () => {
    const row = { requirement: 'OBUK-iss-1', excluded: true, reason: '', url: '' };
    const outcome = {
      ...NOTHING,
      findings: [finding('OBUK-aud-1', 'pass'), finding('OBUK-iss-1', 'fail')],
    };
    const profile = { ...obUk33, overrides: [row] };
    expect(resultOf(stimulus('claims/x'), outcome, profile, RECORDER).verdict).toBe('pass');
  });
});

describe('a case that finds very much', () => {
  const many = Array.from({ length: 5_000 }, () => finding('OBUK-aud-1', 'pass'));
  const { verdict, findings } = result(['OBUK-aud-1'], [...many, finding('OBUK-iss-1', 'fail')]);

  it('keeps a hundred findings, the worst among them', () => {
    expect([findings.length, findings.at(-1)?.verdict, verdict]).toEqual([100, 'fail', 'fail']);
  });

  it('says how many it leaves out', () => {
    expect(findings.at(-1)?.message).toContain('and 4901 more findings');
  });
});

const OURS = new Set<string>(
  Object.values(REQUIREMENTS)
    .filter(({ profiles }) => profiles.includes(obUk33.id))
    .map(({ id }) => id),
);

describe('requirementStatuses', () => {
  const statusOf = (id: string, results: CaseResult[]) =>
    requirementStatuses(obUk33, REQUIREMENTS, results).find((row) => row.id === id)?.status;

  it.each<[what: string, results: CaseResult[], status: string | undefined]>([
    ['no case says anything', [], 'untested'],
    ['its case passes', [result(['OBUK-iss-1'], [finding('OBUK-iss-1', 'pass')])], 'pass'],
    [
      'a case of something else finds it broken',
      [result(['OBUK-aud-1'], [finding('OBUK-iss-1', 'fail')])],
      'fail',
    ],
    [
      'one of two cases fails',
      [
        result(['OBUK-iss-1'], [finding('OBUK-iss-1', 'pass')]),
        result(['OBUK-iss-1'], [finding('OBUK-iss-1', 'fail')]),
      ],
      'fail',
    ],
    [
      'its case fails about something else',
      [result(['OBUK-iss-1'], [finding('OBUK-iss-1', 'pass'), finding('OBUK-aud-1', 'fail')])],
      'pass',
    ],
    [
      'its case finds its first requirement broken, and nothing by its own name',
      [result(['OBUK-aud-1', 'OBUK-iss-1'], [finding('OBUK-aud-1', 'fail')])],
      'fail',
    ],
    [
      'its case could not be carried through',
      [
        result(['OBUK-iss-1'], [finding('OBUK-iss-1', 'pass')], {
          verdict: 'inconclusive',
          reason: '',
        }),
      ],
      'inconclusive',
    ],
  ])('when %s', (_what, results, status) => {
    expect(statusOf('OBUK-iss-1', results)).toBe(status);
  });

  it('tells what cannot be observed from what was not tested', () => {
    const unobservable = Object.values(REQUIREMENTS).find(
      (row) => row.unobservable !== undefined && row.profiles.includes(obUk33.id),
    );
    expect(statusOf(unobservable?.id ?? '', [])).toBe('not-observable');
  });

  it('leaves out rows of other profiles', () => {
    const ids = requirementStatuses(obUk33, REQUIREMENTS, []).map(({ id }) => id);
    expect(ids.every((id) => OURS.has(id))).toBe(true);
  });
});

describe('exitCodeOf', () => {
  const NONE: Totals = {
    cases: 0,
    pass: 0,
    warn: 0,
    fail: 0,
    inconclusive: 0,
    notApplicable: 0,
    error: 0,
    waived: 0,
  };

  it.each<[totals: Partial<Totals>, failOn: 'fail' | 'warn' | 'inconclusive', code: number]>([
    [{ pass: 3 }, 'fail', 0],
    [{ pass: 3, warn: 1, notApplicable: 4 }, 'fail', 0],
    [{ pass: 3, warn: 1 }, 'warn', 1],
    [{ pass: 3, warn: 1 }, 'inconclusive', 0],
    [{ pass: 3, fail: 1, inconclusive: 1 }, 'fail', 1],
    [{ pass: 3, inconclusive: 1 }, 'fail', 3],
    [{ pass: 3, inconclusive: 1 }, 'inconclusive', 1],
    [{ pass: 3, warn: 1, inconclusive: 1 }, 'warn', 1],
    [{ pass: 3, fail: 1, error: 1 }, 'fail', 4],
    [{ pass: 3, waived: 1 }, 'fail', 0],
    [{ notApplicable: 3 }, 'fail', 3],
    [{}, 'fail', 3],
  ])('%j with --fail-on %s is %d', (totals, failOn, code) => {
    expect(exitCodeOf({ ...NONE, ...totals }, failOn, 0)).toBe(code);
  });
});

describe('totalsOf', () => {
  it('counts a waived fail as waived, not as a fail', () => {
    const fail = result(['OBUK-aud-1'], [finding('OBUK-aud-1', 'fail')]);
    const totals = totalsOf([fail, { ...fail, waived: 'known' }]);
    expect([totals.cases, totals.fail, totals.waived]).toEqual([2, 1, 1]);
  });
});

describe('differingMembers', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1 }, { a: 2 }, ['a']],
    [{ a: 1 }, {}, ['a']],
    [{}, { a: null }, ['a']],
    [{ a: ['x', 'y'] }, { a: ['y', 'x'] }, []],
    [{ a: ['x', 'y'] }, { a: ['x'] }, ['a']],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, []],
    [{ a: '1' }, { a: 1 }, ['a']],
    [{ registration_access_token: 'x' }, { registration_access_token: 'y' }, []],
    [{ client_secret: 'x', client_secret_expires_at: 1 }, { client_secret: 'y' }, []],
  ])('between %j and %j are %j', (before, after, names) => {
    expect(differingMembers(before, after)).toEqual(names);
  });
});
