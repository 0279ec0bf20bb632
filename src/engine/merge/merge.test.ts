import { describe, expect, it } from 'vitest';
import type { BaselineEntry } from '../../model/baseline.ts';
import { UsageError } from '../../model/errors.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';
import { failure, report, result } from '../../report/testing/sample-report.ts';
import { mergeShards } from './index.ts';

const PLAN = ['claims/a', 'claims/b', 'claims/c', 'claims/d'];

const passing = (caseId: string) => result({ caseId });

function shard(
  index: number,
  results: readonly CaseResult[],
  overrides: Partial<RunReport> = {},
): RunReport {
  const record = { index, count: 2, plan: PLAN, controls: [] };
  return report(results, { failOn: 'fail', shard: record, ...overrides });
}

const ONE = shard(1, [passing('claims/a'), passing('claims/d')]);
const TWO = shard(2, [passing('claims/c'), passing('claims/b')]);

function merge(...reports: readonly RunReport[]): RunReport {
  return mergeShards(reports.map((each, at) => ({ name: `${at + 1}.json`, report: each })));
}

describe('merged shards', () => {
  it('are one whole report in plan order, whatever order they are given in', () => {
    const merged = merge(TWO, ONE);
    expect(merged.results.map(({ caseId }) => caseId)).toEqual(PLAN);
    expect([merged.complete, merged.exitCode, merged.totals.pass]).toEqual([true, 0, 4]);
    expect(merged.shard).toBeUndefined();
  });

  it('last from the first start to the last end', () => {
    const { startedAt, durationMs } = merge(
      { ...ONE, startedAt: '2026-11-22T08:00:10.000Z', durationMs: 5000 },
      { ...TWO, startedAt: '2026-11-22T08:00:00.000Z', durationMs: 1000 },
    );
    expect({ startedAt, durationMs }).toEqual({
      startedAt: '2026-11-22T08:00:00.000Z',
      durationMs: 15_000,
    });
  });

  it('have the hosts, the notes and the leftovers of all, equal ones once', () => {
    const left = (softwareId: string) => ({ clientId: null, softwareId, jti: null, why: 'lost' });
    const merged = merge(
      { ...ONE, hosts: ['b.example', 'a.example'], notes: ['same', 'one'], leftovers: [left('1')] },
      { ...TWO, hosts: ['b.example', 'c.example'], notes: ['same', 'two'], leftovers: [left('2')] },
    );
    expect(merged.hosts).toEqual(['a.example', 'b.example', 'c.example']);
    expect(merged.notes).toEqual(['same', 'one', 'two']);
    expect(merged.leftovers.map(({ softwareId }) => softwareId)).toEqual(['1', '2']);
  });

  it('have the status of a requirement from the cases of all', () => {
    const row = (status: 'untested' | 'not-observable' | 'pass') => ({
      id: 'OBUK-aud-1',
      level: 'MUST' as const,
      status,
      cases: [],
    });
    const none = { ...row('not-observable'), id: 'OBUK-none-1' };
    const bad = shard(1, [failure({ caseId: 'claims/a' }), passing('claims/d')]);
    const merged = merge(
      { ...bad, requirements: [row('pass'), none] },
      { ...TWO, requirements: [row('pass'), none] },
    );
    expect(merged.requirements.map(({ status }) => status)).toEqual(['fail', 'not-observable']);
    expect(merged.requirements[0]?.cases).toEqual(PLAN);
  });

  it('say where a fail, a warn or an inconclusive case is in one of them', () => {
    const bad = shard(1, [failure({ caseId: 'claims/a' }), passing('claims/d')]);
    expect(merge(bad, TWO).exitCode).toBe(1);
    const warn = shard(1, [result({ caseId: 'claims/a', verdict: 'warn' }), passing('claims/d')]);
    const strict = (each: RunReport): RunReport => ({ ...each, failOn: 'warn' });
    expect([merge(warn, TWO).exitCode, merge(strict(warn), strict(TWO)).exitCode]).toEqual([0, 1]);
  });

  it('tell of run ids and calibrations that differ', () => {
    const calibration = {
      accepted: true,
      mediaType: 'application/jwt',
      audience: 'a',
      algorithm: 'PS256',
      authMethod: 'private_key_jwt',
      responseTypes: [],
      scope: '',
      tried: [],
    };
    const merged = merge(
      { ...ONE, runId: 'x', calibration },
      { ...TWO, runId: 'y', calibration: { ...calibration, audience: 'b' } },
    );
    expect(merged.notes.join('\n')).toMatch(
      /run id.*\(1: x; 2: y\)[\s\S]*calibration found.*1: .*, a, /,
    );
  });
});

describe('a merge without all shards', () => {
  it('names what is missing, is incomplete and has no verdict', () => {
    const merged = merge(ONE);
    expect([merged.complete, merged.exitCode]).toEqual([false, 3]);
    expect(merged.notes).toEqual([
      'Shard 2 of 2 is missing.',
      '2 cases have no result: claims/b, claims/c.',
    ]);
  });

  it('still is a fail when there is one', () => {
    expect(merge(shard(1, [failure({ caseId: 'claims/a' })])).exitCode).toBe(1);
  });

  it('is a fail when --fail-on inconclusive says so', () => {
    expect(merge({ ...ONE, failOn: 'inconclusive' }).exitCode).toBe(1);
  });

  it('counts a shard that did not begin as missing, and keeps why', () => {
    const record = { index: 2, count: 2, plan: [], controls: [] };
    const dead = shard(2, [result({ caseId: 'claims/a', verdict: 'inconclusive' })], {
      complete: false,
      exitCode: 3,
      shard: record,
      notes: ['the target refuses a valid registration'],
    });
    const merged = merge(ONE, dead);
    expect([merged.complete, merged.exitCode, merged.totals.cases]).toEqual([false, 3, 2]);
    expect(merged.notes).toEqual([
      'the target refuses a valid registration',
      'Shard 2 of 2 has no plan: it did not begin, or it was killed.',
      '2 cases have no result: claims/b, claims/c.',
    ]);
  });

  it('is what the first has when none began', () => {
    const dead = (index: number) =>
      shard(index, [result({ verdict: 'inconclusive' })], {
        complete: false,
        exitCode: 3,
        shard: { index, count: 2, plan: [], controls: [] },
      });
    const merged = merge(dead(1), dead(2));
    expect([merged.exitCode, merged.totals.inconclusive]).toEqual([3, 1]);
  });

  it('is incomplete when a shard was stopped', () => {
    expect(merge(ONE, { ...TWO, complete: false }).complete).toBe(false);
  });
});

describe('reports that are not of one run', () => {
  const other = (overrides: Partial<RunReport>): readonly RunReport[] => [
    ONE,
    { ...TWO, ...overrides },
  ];

  it.each<[what: string, reports: readonly RunReport[], message: RegExp]>([
    ['no report', [], /no report to merge/],
    ['no shard', [ONE, report([result()])], /2\.json is no shard of a run/],
    [
      'another tool',
      other({ tool: { name: 'dcr-conformance', version: '0.0.9' } }),
      /tool is .*0\.1\.0 in one and .*0\.0\.9/,
    ],
    [
      'another profile',
      other({ profile: { id: 'cdr-au', digest: 'sha256-0' } }),
      /profile is ob-uk-3\.3 in one and cdr-au/,
    ],
    [
      'another digest',
      other({ profile: { id: 'ob-uk-3.3', digest: 'sha256-1' } }),
      /digest of the profile is/,
    ],
    [
      'another target',
      other({ target: { kind: 'remote', url: 'https://other.example' } }),
      /target is https:\/\/bank/,
    ],
    ['another seed', other({ seed: '2' }), /seed is 1 in one and 2 in the other/],
    ['another trust mode', other({ trustMode: 'open' }), /trust mode is trusted/],
    ['another --fail-on', other({ failOn: 'warn' }), /--fail-on is fail in one and warn/],
    [
      'another division',
      other({ shard: { index: 2, count: 3, plan: PLAN, controls: [] } }),
      /number of shards is 2 in one and 3/,
    ],
    ['the same shard twice', [ONE, TWO, TWO], /shard 2\/2 is there twice: 2\.json and 3\.json/],
    [
      'another plan',
      other({ shard: { index: 2, count: 2, plan: ['x'], controls: [] } }),
      /planned different cases/,
    ],
    [
      'a case in two shards',
      [ONE, shard(2, [passing('claims/a')])],
      /claims\/a has a result in 1\.json and in 2\.json/,
    ],
  ])('%s', (_what, reports, message) => {
    expect(() => merge(...reports)).toThrow(UsageError);
    expect(() => merge(...reports)).toThrow(message);
  });

  it('are not told apart by the port of the bundled server', () => {
    const bundled = (url: string) => ({ target: { kind: 'bundled' as const, url } });
    const merged = merge(
      { ...ONE, ...bundled('https://127.0.0.1:1') },
      { ...TWO, ...bundled('https://127.0.0.1:2') },
    );
    expect(merged.complete).toBe(true);
  });
});

describe('the baseline of merged shards', () => {
  const entry = (caseId: string): BaselineEntry => ({
    caseId,
    profile: 'ob-uk-3.3',
    reason: 'known',
    owner: 'team',
    expires: '2027-01-31',
  });
  const entries = [entry('claims/a'), entry('claims/gone'), entry('claims/b')];
  const gone = {
    kind: 'gone',
    caseId: 'claims/gone',
    message: 'There is no case claims/gone.',
  } as const;
  const waived = failure({ caseId: 'claims/a', waived: 'known (team, until 2027-01-31)' });
  const one = shard(1, [waived], { baseline: { entries, problems: [gone] } });
  const two = shard(2, [passing('claims/b'), passing('claims/c'), passing('claims/d')], {
    baseline: { entries, problems: [gone] },
  });

  it('is judged over all cases: each problem once', () => {
    const merged = merge(one, two);
    expect(merged.baseline?.problems.map(({ kind, caseId }) => `${kind} ${caseId}`)).toEqual([
      'stale claims/b',
      'gone claims/gone',
    ]);
    expect([merged.exitCode, merged.totals.waived, merged.totals.fail]).toEqual([1, 1, 0]);
  });

  it('has to be the same in all', () => {
    expect(() => merge(one, { ...two, baseline: { entries: [], problems: [] } })).toThrow(
      'had different baselines',
    );
  });
});
