import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../model/report.ts';
import { unpackDetails } from '../html/testing/unpack.ts';
import { everyKind, failure, hostileReport, report, result } from '../testing/sample-report.ts';
import { compareRuns } from './compare.ts';
import { DIFF_REPORTERS } from './index.ts';

const passed = (of: RunReport): RunReport => ({
  ...of,
  results: of.results.map((each) => ({ ...each, verdict: 'pass', findings: [], waived: null })),
});

const GOOD = report([
  result(),
  failure({ verdict: 'pass', findings: [] }),
  result({ caseId: 'claims/old' }),
]);
const BAD = report([result(), failure(), result({ caseId: 'claims/new' })]);

const render = (name: string, before: RunReport, after: RunReport, quiet = false) =>
  DIFF_REPORTERS.find((each) => each.name === name)?.render(compareRuns(before, after), {
    color: false,
    quiet,
  }) ?? '';

describe('a comparison', () => {
  it('reads as a whole in the terminal', () => {
    expect(render('console', GOOD, BAD)).toMatchInlineSnapshot(`
      "before: https://bank.example/register · 2026-11-22 08:00 · CONFORMANT · 3 cases: 3 pass
      after:  https://bank.example/register · 2026-11-22 08:00 · NOT CONFORMANT · 3 cases: 2 pass, 1 fail

      Regressed (1)
        pass → fail       claims/aud-absent  sends a request without aud
                          why: OBUK-aud-1: the defect was accepted

      New (1)
        – → pass          claims/new  sends a valid request

      Gone (1)
        pass → –          claims/old  sends a valid request

      Requirements regressed (1)
        pass → fail       OBUK-aud-1

      REGRESSED · 1 regressed, 0 fixed, 1 new, 1 gone, 1 unchanged
      "
    `);
  });

  it('has only what regressed and the last line where it should be quiet', () => {
    expect(render('console', GOOD, BAD, true)).not.toMatch(/New|Gone|Requirements/);
    expect(render('console', GOOD, BAD, true)).toMatch(/Regressed \(1\)[\s\S]*^REGRESSED/m);
  });

  it('reads as a whole in Markdown', () => {
    expect(render('markdown', GOOD, BAD)).toMatchInlineSnapshot(`
      "# REGRESSED

      1 regressed, 0 fixed, 1 new, 1 gone, 1 unchanged

      - before: \` https://bank.example/register \` · 2026-11-22 08:00 · CONFORMANT · 3 cases: 3 pass
      - after: \` https://bank.example/register \` · 2026-11-22 08:00 · NOT CONFORMANT · 3 cases: 2 pass, 1 fail

      ## Regressed (1)

      - pass → fail **claims/aud-absent** sends a request without aud: OBUK-aud-1: the defect was accepted

      ## New (1)

      - – → pass **claims/new** sends a valid request

      ## Gone (1)

      - pass → – **claims/old** sends a valid request

      ## Requirements regressed (1)

      - pass → fail [OBUK-aud-1](https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary) aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.
      "
    `);
  });

  it('has both sides of each case as details of its page', () => {
    const page = render('html', GOOD, BAD);
    expect(page).toMatch(
      /data-case="claims\/aud-absent"[\s\S]*data-detail="0"><summary>After[\s\S]*data-detail="1"><summary>Before/,
    );
    const details = unpackDetails(page);
    expect(details.length).toBe(4);
    expect(details[0]).toContain('How to fix');
    expect(details[1]).not.toContain('How to fix');
  });

  it.each([
    '<b x="',
    "'><script>alert(1)</script>",
    '\u001b[31m\u202e\u0007',
    '| [a](b) `',
    '::error::x',
    '\ud800',
  ])('shows %j of a target as text', (text) => {
    const hostile = hostileReport(text);
    for (const pair of [
      [passed(hostile), hostile],
      [hostile, passed(hostile)],
      [everyKind(), hostile],
    ] as const) {
      const texts = DIFF_REPORTERS.map(({ name }) => render(name, ...pair));
      for (const shown of [...texts, ...unpackDetails(texts[2] ?? '')]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]|[\ud800-\udfff]/);
        expect(shown).not.toMatch(/^\s*::/m);
      }
      expect(texts[2]).not.toMatch(/<b x|<script>alert/);
      const prose = texts[1]?.replace(/(`+) .*? \1/g, '');
      expect(prose).not.toMatch(/(?<!\\)<(b x|script)|(?<!\\)\[a\]\(b\)/);
    }
  });
});
