import { describe, expect, it } from 'vitest';
import { failure, result } from '../report/testing/sample-report.ts';
import { toOutcome } from './outcome.ts';

const warning = {
  check: 'success.no-store',
  requirement: 'RFC6749-5.1-1',
  verdict: 'warn',
  expected: 'no-store',
  actual: 'nothing',
  message: 'the answer may be cached',
} as const;

describe('the outcome of a test', () => {
  it.each([
    ['pass', 'pass'],
    ['warn', 'warn'],
    ['inconclusive', 'fail'],
    ['fail', 'fail'],
    ['error', 'fail'],
    ['not-applicable', 'skip'],
  ] as const)('is for %s: %s', (verdict, end) => {
    expect(toOutcome(result({ verdict })).end).toBe(end);
  });

  it('says first that a case is inconclusive', () => {
    const open = result({ verdict: 'inconclusive', reason: 'the control was refused' });
    expect(toOutcome(open).message).toMatch(/^INCONCLUSIVE: .*[\s\S]*the control was refused/);
  });

  it('lets a waived fail pass, and says why', () => {
    const { end, message } = toOutcome(failure({ waived: 'agreed (team, until 2027-01-31)' }));
    expect([end, message]).toEqual(['warn', expect.stringMatching(/^WAIVED: agreed[\s\S]*actual/)]);
  });

  it('gives the reason of a skip', () => {
    const left = result({ verdict: 'not-applicable', reason: 'plain http' });
    expect(toOutcome(left).message).toBe('plain http');
  });

  it.each([
    ['the clause', /OBUK-aud-1 {2}OB UK DCR .*https:/],
    ['the mutation', /request\.claims\.aud: "https:\/\/bank\.example" → absent/],
    ['what was expected', /expected +400 invalid_client_metadata/],
    ['what came', /actual +201/],
    ['a line to repeat it', /curl -X POST/],
  ])('tells of a failure %s', (_what, pattern) => {
    expect(toOutcome(failure()).message).toMatch(pattern);
  });

  it('tells of a warn what is wrong', () => {
    const { message } = toOutcome(result({ verdict: 'warn', findings: [warning] }));
    expect(message).toContain('the answer may be cached');
  });
});
