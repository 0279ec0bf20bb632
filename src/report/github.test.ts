import { describe, expect, it } from 'vitest';
import type { RunReport } from '../model/report.ts';
import { github } from './github.ts';
import { everyKind, failure, hostileReport, report, result } from './testing/sample-report.ts';

const textOf = (of: RunReport) =>
  github.render(of, { color: false, out: 'reports', quiet: false, headline: true });

const many = (count: number, make: (i: number) => ReturnType<typeof result>) =>
  Array.from({ length: count }, (_, i) => make(i));

describe('the annotations for GitHub', () => {
  it('read as a whole', () => {
    expect(textOf(everyKind())).toMatchInlineSnapshot(`
      "::error title=BASELINE STALE::claims/gone passes: take it out.
      ::error title=FAIL claims/aud-absent::sends a request without aud%0Aclause: OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary%0Arule: aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.%0Asent: request.claims.aud: "https://bank.example" → absent%0Awhy: the defect was accepted%0Aexpected: 400 invalid_client_metadata%0Aactual: 201
      ::error title=ERROR transport/broken::sends a valid request%0Aclause: OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary%0Arule: aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.%0Awhy: no memory
      ::warning title=LEFT BEHIND 1 client::dcr-conformance cleanup deletes what can be deleted, and lists the rest.
      ::warning title=INCONCLUSIVE 1 case::control refused%0Ain claims/open
      ::warning title=WARN RFC6749-5.1-1::the answer may be cached%0Aexpected: Cache-Control: no-store%0Aactual: no Cache-Control%0Ain response-shape/post
      ::notice title=HARNESS ERROR::https://bank.example/register: 7 cases: 1 pass, 1 warn, 1 fail, 1 inconclusive, 1 error, 1 not applicable, 1 waived, exit code 4
      "
    `);
  });

  it('are a notice only where all is well', () => {
    expect(textOf(report([result()]))).toMatch(/^::notice title=CONFORMANT::[^\n]*\n$/);
  });

  it('are no more than GitHub shows, and say how many there are', () => {
    const fails = many(14, (i) => failure({ caseId: `claims/f${i}` }));
    const open = many(13, (i) => result({ verdict: 'inconclusive', reason: `reason ${i}` }));
    const text = textOf(report([...fails, ...open]));
    expect(text.match(/^::error /gm)).toHaveLength(10);
    expect(text.match(/^::warning /gm)).toHaveLength(10);
    expect(text).toMatch(/::notice .*%0A4 more errors in report\.json%0A3 more warnings in/);
  });

  it.each(['\n::error::forged', '\r\n::set-output name=x::y', 'x\u2028::stop-commands::t'])(
    'hold %j in a line of their own',
    (text) => {
      const lines = textOf(hostileReport(text)).trimEnd().split('\n');
      expect(
        lines.filter((line) => !/^::(?:error|warning|notice) title=[^:,]*::/.test(line)),
      ).toEqual([]);
      expect(lines).toHaveLength(textOf(everyKind()).trimEnd().split('\n').length);
    },
  );

  it('escape what ends a property or a message as GitHub documents', () => {
    const bad = failure({ caseId: 'a:b,c%', title: '100% of it' });
    expect(textOf(report([bad]))).toMatch(
      /^::error title=FAIL a%3Ab%2Cc%25::100%25 of it%0Aclause: /,
    );
  });
});
