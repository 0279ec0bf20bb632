import { describe, expect, it } from 'vitest';
import type { RunReport } from '../model/report.ts';
import { markdownBlock, markdownCode, markdownText } from './escape-markdown.ts';
import { markdown } from './markdown.ts';
import {
  everyKind,
  exchange,
  failure,
  hostileReport,
  report,
  result,
} from './testing/sample-report.ts';

const MIB = 1024 * 1024;

const textOf = (of: RunReport) =>
  markdown.render(of, { color: false, out: 'reports', quiet: false, headline: true });

describe('the Markdown summary', () => {
  it('reads as a whole', () => {
    expect(textOf(everyKind())).toMatchInlineSnapshot(`
      "# HARNESS ERROR

      dcr-conformance 0.1.0, profile ob-uk-3.3, target: \` https://bank.example/register \`

      7 cases: 1 pass, 1 warn, 1 fail, 1 inconclusive, 1 error, 1 not applicable, 1 waived · exit code 4

      | area | cases | pass | warn | fail | inconcl. | error | n/a | waived |
      |---|---:|---:|---:|---:|---:|---:|---:|---:|
      | claims | 4 | 1 |  | 1 | 1 |  |  | 1 |
      | response-shape | 1 |  | 1 |  |  |  |  |  |
      | transport | 2 |  |  |  |  | 1 | 1 |  |
      | all | 7 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |

      ## Baseline entries that no longer hold

      - **stale**: claims/gone passes: take it out.

      ## Fails

      ### FAIL claims/aud-absent: sends a request without aud

      - sent: \` request.claims.aud: "https://bank.example" → absent \`
      - [OBUK-aud-1](https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary) (OB UK DCR Data Dictionary/aud): the defect was accepted
        - expected: \` 400 invalid_client_metadata \`
        - actual: \` 201 \`

      <details><summary>curl</summary>

      \`\`\`sh
      curl -X POST 'https://bank.example/register' --data-raw 'e30.e30.AA'
      \`\`\`

      </details>

      ### ERROR transport/broken: sends a valid request

      - why: no memory

      <details><summary>curl</summary>

      \`\`\`sh
      curl -X POST 'https://bank.example/register' --data-raw 'e30.e30.AA'
      \`\`\`

      </details>


      ## Left behind on the target

      - client \` c-1 \` of software \` s-1 \`: DELETE answered 500

      ## Inconclusive

      - 1 case: control refused (claims/open)

      ## Warnings

      - [RFC6749-5.1-1](https://www.rfc-editor.org/rfc/rfc6749.html#section-5.1) (RFC 6749 5.1): the answer may be cached
        - expected: \` Cache-Control: no-store \`
        - actual: \` no Cache-Control \`
        - in 1 case: response-shape/post

      ## Waived by the baseline

      - fail claims/known: agreed (team, until 2027-01-31)

      ## Not applicable

      - 1 case: plain http

      ## Notes

      - keys are new

      "
    `);
  });

  it('has no section that says nothing', () => {
    expect(textOf(report([result()])).match(/^##/gm)).toBeNull();
  });

  it('cuts fails where a step summary would be too long, says how many, and still has the rest', () => {
    const curl = 'c'.repeat(3000);
    const many = Array.from({ length: 900 }, (_, i) =>
      failure({ caseId: `claims/f${i}`, exchanges: [exchange({ curl })] }),
    );
    const open = result({ verdict: 'inconclusive', reason: 'control refused' });
    const text = textOf(report([...many, open], { notes: ['keys are new'] }));
    const shown = text.match(/^### FAIL/gm)?.length ?? 0;
    expect(Buffer.byteLength(text)).toBeLessThan(MIB);
    expect(Buffer.byteLength(text)).toBeGreaterThan(0.9 * MIB);
    expect(text).toContain(`${900 - shown} more fails left out: a summary holds 1 MiB.`);
    expect(text).toContain('control refused');
    expect(text).toContain('keys are new');
  });

  it('fits when every section is too long', () => {
    const long = 'x'.repeat(2000);
    const all = Array.from({ length: 1500 }, (_, i) => [
      failure({ reason: long, findings: [], exchanges: [] }),
      result({ verdict: 'inconclusive', reason: `${i}${long}` }),
      result({ verdict: 'not-applicable', reason: `${i}${long}` }),
      failure({ waived: long }),
    ]).flat();
    const leftovers = all.map(() => ({ clientId: null, softwareId: 's', jti: null, why: long }));
    const text = textOf(report(all, { leftovers, notes: all.map(() => long) }));
    expect(Buffer.byteLength(text)).toBeLessThan(MIB);
    expect(text.match(/^\d+ more /gm)).toHaveLength(6);
  });

  it('leaves out a curl line that no terminal takes', () => {
    const text = textOf(report([failure({ exchanges: [exchange({ curl: 'c'.repeat(90_000) })] })]));
    expect(text).toContain('it stands in report.json');
  });

  it.each([
    ['HTML', '<img src=x onerror=alert(1)></details>', /(?<!\\)<(?:img|\/details>(?=[^\n]))/],
    ['a link', '[click](https://evil.example)', /(?<!\\)\[click\](?=\()/],
    ['a heading', 'x\n# CONFORMANT', /^# CONFORMANT/m],
    ['a heading at the start', '# CONFORMANT', /^# CONFORMANT/m],
    ['a fence', 'x\n```\n# CONFORMANT', /^# CONFORMANT/m],
    ['a control character', '\u001b[2J\u202e', /(?!\n)\p{Cc}|\u202e/u],
  ])('lets no %s out of the text of a target', (_what, text, broken) => {
    const shown = textOf(hostileReport(text));
    // Code is shown as it is.
    const outside = shown.replace(/(`+)(?:sh\n| ).*?(?:\n| )\1/g, '');
    expect(outside).not.toMatch(broken);
  });
});

describe('Markdown text', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['`code`', '\\`code\\`'],
    ['*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['[a](b)', '\\[a\\](b)'],
    ['<b>&amp;', '\\<b\\>\\&amp;'],
    ['https://evil.example', 'https:<!-- -->//evil.example'],
    ['www.evil.example', 'www<!-- -->.evil.example'],
    ['@team #12', '@<!-- -->team #<!-- -->12'],
    ['a\\', 'a\\\\'],
    ['a\n# b', 'a\\\\n# b'],
  ])('of %j is %j', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});

describe('Markdown code', () => {
  it.each([
    ['a', '` a `'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['', '(empty)'],
  ])('of %j is %j', (text, expected) => {
    expect(markdownCode(text)).toBe(expected);
  });

  it('of several lines has a fence longer than any in it, and one line', () => {
    expect(markdownBlock('```\n````', 'sh')).toBe('`````sh\n```\\n````\n`````');
  });
});
