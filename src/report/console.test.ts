import { describe, expect, it } from 'vitest';
import type { RunReport } from '../model/report.ts';
import { consoleReporter } from './console.ts';
import { failure, report, result, warning } from './testing/sample-report.ts';

function text(of: RunReport, quiet = false): string {
  return consoleReporter.render(of, { color: false, out: 'reports', quiet, headline: true });
}

function lines(of: RunReport): readonly string[] {
  return text(of).trimEnd().split('\n');
}

describe('the console summary', () => {
  it('reads as a whole', () => {
    const open = result({ caseId: 'claims/b', verdict: 'inconclusive', reason: 'control refused' });
    const left = result({
      caseId: 'transport/c',
      area: 'transport',
      verdict: 'not-applicable',
      reason: 'plain http',
    });
    expect(
      text(report([result(), failure(), warning(), open, left], { notes: ['keys are new'] })),
    ).toMatchInlineSnapshot(`
      "dcr-conformance 0.1.0 · ob-uk-3.3 · target: https://bank.example/register

        area            cases   pass   warn   fail  inconcl.  error    n/a
        claims              3      1      -      1         1      -      -
        response-shape      1      -      1      -         -      -      -
        transport           1      -      -      -         -      -      1
        all                 5      1      1      1         1      -      1

      FAIL  claims/aud-absent  sends a request without aud
            clause   OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary
            rule     aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.
            sent     request.claims.aud: "https://bank.example" → absent
            why      the defect was accepted
            expected 400 invalid_client_metadata
            actual   201
            curl     curl -X POST 'https://bank.example/register' --data-raw 'e30.e30.AA'

      WARN  RFC6749-5.1-1  the answer may be cached
            RFC 6749 5.1, https://www.rfc-editor.org/rfc/rfc6749.html#section-5.1
            expected Cache-Control: no-store
            actual   no Cache-Control
            in response-shape/post

      INCONCLUSIVE  1 case: control refused
            claims/b

      N/A   1 case: plain http

      Note: keys are new

      NOT CONFORMANT · https://bank.example/register · 5 cases: 1 pass, 1 warn, 1 fail, 1 inconclusive, 1 not applicable · exit code 1 · report: reports/report.json
      "
    `);
  });

  it('names the target in the first and in the last line', () => {
    const all = lines(report([result()]));
    expect([all[0], all.at(-1)]).toEqual([
      expect.stringContaining('https://bank.example/register'),
      expect.stringContaining('https://bank.example/register'),
    ]);
  });

  it('ends with the path of the report', () => {
    expect(lines(report([result()])).at(-1)).toMatch(/report: reports\/report\.json$/);
  });

  it('says that an interrupted run is incomplete', () => {
    expect(lines(report([], { complete: false, exitCode: 3 })).at(-1)).toContain(
      'NO VERDICT, INCOMPLETE',
    );
  });

  it('shows nothing a terminal would interpret', () => {
    const evil = '\u001b]0;owned\u0007\nPASS  all good';
    const bad = failure({
      reason: evil,
      findings: [
        {
          check: 'c',
          requirement: 'OBUK-aud-1',
          verdict: 'fail',
          expected: evil,
          actual: evil,
          message: evil,
        },
      ],
      mutations: [{ id: 'm', path: 'p', before: evil, after: evil }],
    });
    const open = result({ verdict: 'inconclusive', reason: evil });
    const na = result({ verdict: 'not-applicable', reason: evil });
    const hostile = report([bad, open, na, failure({ waived: evil })], {
      notes: [evil],
      baseline: {
        entries: [],
        problems: [{ kind: 'stale', caseId: evil, message: evil }],
      },
      leftovers: [{ clientId: evil, softwareId: evil, jti: null, why: evil }],
      target: { kind: 'remote', url: evil },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
    expect(text(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^PASS/m);
  });

  it('shows what a baseline excuses in one line, and counts it by itself', () => {
    const excused = failure({ caseId: 'claims/known', waived: 'agreed (team, until 2027-01-31)' });
    const whole = report([result(), excused], { exitCode: 0 });
    const all = lines({ ...whole, totals: { ...whole.totals, fail: 0, waived: 1 } });
    expect(all.filter((line) => line.includes('claims/known'))).toEqual([
      'WAIVED  fail  claims/known: agreed (team, until 2027-01-31)',
    ]);
    expect(all[2]).toMatch(/n\/a +waived$/);
    expect(all.find((line) => line.startsWith('  all'))).toMatch(/2 +1 +- +- +- +- +- +1$/);
    expect(all.at(-1)).toMatch(/^CONFORMANT BUT FOR WHAT IS WAIVED · .* 1 pass, 1 waived/);
  });

  it.each([true, false])(
    'names each entry of the baseline that no longer holds, quiet: %s',
    (quiet) => {
      const message = 'claims/a passes now: take its entry out.';
      const problems = [{ kind: 'stale', caseId: 'claims/a', message } as const];
      const whole = report([result()], { baseline: { entries: [], problems }, exitCode: 1 });
      expect(text(whole, quiet)).toContain(`BASELINE STALE  ${message}\n`);
    },
  );

  it('groups a warning that many cases share', () => {
    const finding = {
      check: 'x',
      requirement: 'RFC6749-5.1-1',
      verdict: 'warn',
      expected: 'a',
      actual: 'b',
      message: 'm',
    } as const;
    const many = Array.from({ length: 7 }, (_, i) =>
      result({ caseId: `claims/w${i}`, verdict: 'warn', findings: [finding] }),
    );
    expect(text(report(many)).match(/^WARN/gm)).toHaveLength(1);
  });

  it('prints the curl lines of the first fails only', () => {
    const many = Array.from({ length: 40 }, (_, i) => failure({ caseId: `claims/f${i}` }));
    expect(text(report(many)).match(/ curl -X/g)).toHaveLength(10);
  });

  it('still lists every fail by id when there are many', () => {
    const many = Array.from({ length: 40 }, (_, i) => failure({ caseId: `claims/f${i}` }));
    expect(new Set(text(report(many)).match(/claims\/f\d+/g))).toHaveLength(40);
  });

  it('says how many clients are left where there are many, and what deletes them', () => {
    const leftovers = Array.from({ length: 40 }, (_, i) => ({
      clientId: `client-${i}`,
      softwareId: 's',
      jti: null,
      why: 'DELETE answered 500',
    }));
    const shown = text(report([result()], { leftovers }));
    expect(shown.match(/LEFT BEHIND/g)).toHaveLength(9);
    expect(shown).toContain('… and 31 more');
    expect(shown).toContain('dcr-conformance cleanup');
  });

  it('leaves the table out when quiet', () => {
    expect(text(report([result()]), true)).not.toContain('area');
  });

  it('lists what calibration tried when no control was accepted', () => {
    const calibration = {
      accepted: false,
      mediaType: 'application/jwt',
      audience: 'https://bank.example',
      algorithm: 'PS256',
      authMethod: 'private_key_jwt',
      responseTypes: ['code id_token'],
      scope: 'openid',
      tried: [{ change: 'ES256', outcome: '400 invalid_software_statement' }],
    };
    expect(text(report([], { calibration, exitCode: 3 }))).toContain(
      'tried ES256: 400 invalid_software_statement',
    );
  });

  it('colours when asked to', () => {
    const context = { color: true, out: 'reports', quiet: false, headline: true };
    expect(consoleReporter.render(report([failure()]), context)).toContain('\u001b[31m');
  });
});
