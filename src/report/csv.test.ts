import { describe, expect, it } from 'vitest';
import type { RequirementStatus } from '../model/report.ts';
import { csv } from './csv.ts';
import { report } from './testing/sample-report.ts';

const context = { color: false, out: 'reports', quiet: false, headline: true };

function rowsOf(...requirements: readonly RequirementStatus[]): readonly string[] {
  return csv.render(report([], { requirements }), context).split('\r\n').slice(1, -1);
}

const row = (change: Partial<RequirementStatus>): RequirementStatus => ({
  id: 'OBUK-aud-1',
  level: 'MUST',
  status: 'fail',
  cases: ['claims/aud-absent', 'claims/aud-array'],
  ...change,
});

describe('the requirement coverage', () => {
  it('reads as a whole', () => {
    const requirements = [
      row({}),
      row({ id: 'RFC7591-3.2.1-8', status: 'untested', cases: [] }),
      row({ id: 'OBUK-none', level: 'MAY', status: 'not-observable', cases: [] }),
    ];
    expect(csv.render(report([], { requirements }), context).split('\r\n')).toMatchInlineSnapshot(`
      [
        "id,document,section,level,status,cases,link",
        "OBUK-aud-1,Open Banking UK Dynamic Client Registration v3.2 and v3.3,Data Dictionary/aud,MUST,fail,claims/aud-absent claims/aud-array,https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary",
        "RFC7591-3.2.1-8,OAuth 2.0 Dynamic Client Registration Protocol (July 2015),3.2.1,MUST,untested,,https://www.rfc-editor.org/rfc/rfc7591.html#section-3.2.1",
        "OBUK-none,,,MAY,not-observable,,",
        "",
      ]
    `);
  });

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '  =1', '|calc', '%0A=1'])(
    'gives a spreadsheet no formula: %s',
    (id) => {
      expect(rowsOf(row({ id }))[0]).toMatch(/^"?'/);
    },
  );

  it('doubles quotes and quotes commas, as RFC 4180 has it', () => {
    expect(rowsOf(row({ id: 'a"b,c', cases: [] }))[0]).toBe('"a""b,c",,,MUST,fail,,');
  });

  it('keeps a row in one line', () => {
    expect(rowsOf(row({ id: 'a\r\n=b\u001b' }))).toEqual([
      'a\\r\\n=b\\x1b,,,MUST,fail,claims/aud-absent claims/aud-array,',
    ]);
  });
});
