import { describe, expect, it } from 'vitest';
import type { Capability } from '../model/case.ts';
import { UsageError } from '../model/errors.ts';
import type { TargetFacts } from '../model/target.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { makeBatches } from './batches.ts';
import { planCases, planNotes } from './plan.ts';
import { selectCases } from './select.ts';
import { stimulus, valid, withNote } from './testing/cases.ts';

const CASES = [
  stimulus('claims/request-aud-absent'),
  stimulus('claims/request-iss-absent', { depth: 'full' }),
  stimulus('transport/no-certificate', { area: 'transport', needs: ['mtls'] }),
];

function select(only: string[] = [], skip: string[] = [], depth: 'core' | 'full' = 'full') {
  return selectCases(CASES, { only, skip, depth }).map(({ id }) => id);
}

describe('selectCases', () => {
  it.each([
    [['claims'], [], ['claims/request-aud-absent', 'claims/request-iss-absent']],
    [['claims/request-a'], [], ['claims/request-aud-absent']],
    [['transport/no-certificate'], [], ['transport/no-certificate']],
    [[], ['claims'], ['transport/no-certificate']],
    [['claims'], ['claims/request-iss-absent'], ['claims/request-aud-absent']],
  ])('--only %j --skip %j leaves %j', (only, skip, left) => {
    expect(select(only, skip)).toEqual(left);
  });

  it('leaves out full cases at depth core', () => {
    expect(select([], [], 'core')).not.toContain('claims/request-iss-absent');
  });

  it('takes a full case at depth core when it is named', () => {
    expect(select(['claims/request-iss'], [], 'core')).toEqual(['claims/request-iss-absent']);
  });

  it.each([
    ['claims/request-aud-absnt', 'claims/request-aud-absent'],
    ['trnsport', 'transport'],
    ['iss', 'claims/request-iss-absent'],
  ])('is wrong usage for %s, which is almost %s', (pattern, meant) => {
    expect(() => select([pattern])).toThrow(UsageError);
    expect(() => select([], [pattern])).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(meant) }),
    );
  });

  it('is wrong usage when nothing is left', () => {
    expect(() => select(['claims'], ['claims'])).toThrow('no case is left');
  });
});

function target(capabilities: Capability[], changes: Partial<TargetFacts> = {}): TargetFacts {
  return {
    kind: 'remote',
    url: '',
    understoodAs: 'issuer',
    issuer: null,
    discoveryUrl: null,
    discovery: null,
    endpoints: {
      registration: '',
      token: null,
      introspection: null,
      revocation: null,
      authorization: null,
      jwks: null,
    },
    foreign: [],
    loopback: true,
    capabilities: new Set(capabilities),
    ...changes,
  };
}

describe('planCases', () => {
  const reason = (entry = stimulus('claims/x'), facts = target([]), profile = obUk33) =>
    planCases([entry], facts, profile)[0]?.notApplicable;

  it('says what is missing', () => {
    expect(reason(stimulus('claims/x', { needs: ['token'] }))).toContain('no token endpoint');
  });

  it('asks PUT of every update, stated or not', () => {
    expect(reason(stimulus('management/x', { operation: 'put' }))).toContain('PUT');
  });

  it('applies where everything is there', () => {
    expect(reason(stimulus('claims/x', { needs: ['token'] }), target(['token']))).toBeNull();
  });

  it('leaves out a case all of whose requirements the profile excludes', () => {
    const override = { requirement: 'OBUK-aud-1', excluded: true, reason: 'not here', url: '' };
    const profile = { ...obUk33, overrides: [override] };
    expect(reason(stimulus('claims/x'), target([]), profile)).toBe('not here');
  });

  const https = stimulus('transport/x', { needs: ['https'], requirements: ['RFC7591-3-2'] });

  it('leaves out transport cases over http on loopback, with a note', () => {
    const facts = target([]);
    const plan = planCases([https], facts, obUk33);
    expect([plan[0]?.notApplicable, planNotes(plan, facts).length]).toEqual([
      'the target is plain http',
      1,
    ]);
  });

  it('keeps the case that plain http elsewhere breaks', () => {
    expect(reason(https, target([], { loopback: false }))).toBeNull();
  });
});

describe('makeBatches', () => {
  const many = Array.from({ length: 45 }, (_, i) =>
    stimulus(`claims/${i}`, { mutation: withNote(`${i}`) }),
  );

  it('holds at most 20 cases in each batch, evenly', () => {
    expect(makeBatches(many).map(({ cases }) => cases.length)).toEqual([15, 15, 15]);
  });

  it('keeps apart what needs another control', () => {
    const cases = [
      stimulus('a'),
      stimulus('b', { variant: 'minimal' }),
      stimulus('c', { operation: 'put' }),
      stimulus('d', { base: [withNote('x')] }),
      stimulus('e'),
    ];
    expect(makeBatches(cases).map((batch) => batch.cases.map(({ id }) => id))).toEqual([
      ['a', 'e'],
      ['b'],
      ['c'],
      ['d'],
    ]);
  });

  it('names the valid twin as the owner of its controls', () => {
    const cases = [
      valid('registration/full'),
      stimulus('a'),
      stimulus('b', { variant: 'minimal' }),
    ];
    expect(makeBatches(cases).map(({ controlId }) => controlId)).toEqual([
      'registration/full',
      'control/post-minimal',
    ]);
  });

  it('leaves valid requests out', () => {
    expect(makeBatches([valid('registration/full')])).toEqual([]);
  });
});
