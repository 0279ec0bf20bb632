import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../model/report.ts';
import {
  everyKind,
  exchange,
  failure,
  hostileReport,
  report,
  result,
} from '../testing/sample-report.ts';
import { CHUNK } from './details.ts';
import { htmlReporter } from './index.ts';
import { unpackDetails } from './testing/unpack.ts';

const pageOf = (of: RunReport) =>
  htmlReporter.render(of, { color: false, out: 'reports', quiet: false, headline: true });
const detailsOf = (of: RunReport) => unpackDetails(pageOf(of));

/** The text between the tags, as a browser shows it. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

const bodyOf = (page: string) => page.replace(/^[\s\S]*<body>/, '');

const jwt = (header: object, claims: object) =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
const SSA = `${jwt({ alg: 'PS256' }, { software_id: 's-1', software_roles: ['AISP'] })}.c2ln`;
const REQUEST = `${jwt({ alg: 'PS256', kid: 'k' }, { iss: 's-1', scope: 'openid accounts', software_statement: SSA })}.c2ln`;
const SENT = exchange({ request: { ...exchange().request, body: REQUEST } });

describe('the HTML report', () => {
  it('says outcome, target and totals first', () => {
    expect(textOf(bodyOf(pageOf(everyKind())))).toMatch(
      /^ HARNESS ERROR https:\/\/bank\.example\/register profile ob-uk-3\.3 .* exit code 4 .*1 fail 1 error 1 inconclusive 1 warn 1 waived 1 pass 1 not applicable/,
    );
  });

  it('permits its own style and script, and nothing else', () => {
    const page = pageOf(everyKind());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const source = (pattern: RegExp) =>
      `&#39;sha256-${createHash('sha256')
        .update(pattern.exec(page)?.[1] ?? '')
        .digest('base64')}&#39;`;
    expect(policy.split('; ')).toEqual([
      'default-src &#39;none&#39;',
      `style-src ${source(/<style>([\s\S]*?)<\/style>/)}`,
      `script-src ${source(/<script>([\s\S]*?)<\/script>/)}`,
      'base-uri &#39;none&#39;',
      'form-action &#39;none&#39;',
    ]);
  });

  it('needs nothing from elsewhere, and no attribute that the policy forbids', () => {
    const whole = [pageOf(everyKind()), ...detailsOf(everyKind())]
      .join('\n')
      .replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '');
    expect(whole).not.toMatch(
      /\s(src|srcset|style|on\w+)=|@import|<(img|iframe|link|object|embed|base)\b/i,
    );
    expect(
      [...whole.matchAll(/href="([^"]*)"/g)].filter(
        ([, href = '']) => !/^(#|https:\/\/)/.test(href),
      ),
    ).toEqual([]);
  });

  it('shows a square per requirement, and a bar per area', () => {
    const page = pageOf(everyKind());
    expect(page).toMatch(/<rect class="v-fail" data-requirement="OBUK-aud-1"/);
    expect(page).toMatch(/aria-label="claims: 1 fail, 1 inconclusive, 1 waived, 1 pass"/);
  });

  it('lists every case with what it is found by', () => {
    const page = pageOf(report([result(), failure()]));
    expect(page).toMatch(
      /data-case="claims\/aud-absent" data-verdict="fail" data-area="claims" data-kind="negative" data-requirements="OBUK-aud-1" data-find="refusal.status request.claims.aud.absent request.claims.aud"/,
    );
    expect([...page.matchAll(/data-detail="(\d+)"/g)].map(([, number]) => number)).toEqual([
      '0',
      '1',
    ]);
  });

  it('keeps the details in the order of the cases, however many there are', () => {
    const results = Array.from({ length: 2 * CHUNK + 1 }, (_, index) =>
      failure({ mutations: [{ id: `m-${index}`, path: 'request' }] }),
    );
    expect(detailsOf(report(results)).map((detail) => /m-\d+/.exec(detail)?.[0])).toEqual(
      results.map((_, index) => `m-${index}`),
    );
  });

  it('keeps a control that cases share once', () => {
    const control = {
      caseId: 'registration/full',
      verdict: 'pass' as const,
      exchange: exchange({ durationMs: 7 }),
    };
    const read = (of: RunReport) => JSON.parse(JSON.stringify(of)) as RunReport;
    const details = detailsOf(read(report([failure({ control }), failure({ control }), result()])));
    expect(details.length).toBe(4);
    expect(details[0]).toContain('data-detail="3"');
    expect(details[3]).toContain('7 ms');
  });

  it('tells of a fail: clause with link, expected, actual, fix, change and curl', () => {
    const [detail = ''] = detailsOf(report([failure()]));
    expect(detail).toMatch(
      /<a href="https:\/\/openbankinguk[^"]*" target="_blank" rel="noreferrer noopener">/,
    );
    expect(textOf(detail)).toMatch(
      /OBUK-aud-1 MUST .* Expected 400 invalid_client_metadata Actual 201 How to fix Refuse .* request\.claims\.aud .* before: "https:\/\/bank\.example" .* after: \(absent\) .*POST https:\/\/bank\.example\/register → 201.* curl Copy curl -X POST/,
    );
  });

  it.each([
    [
      'a claim of the request',
      { path: 'request.claims.scope', before: 'openid', after: 'openid accounts' },
      /<del>.*&quot;scope&quot;: &quot;openid&quot;<\/del><ins>.*&quot;scope&quot;: &quot;openid accounts&quot;,<\/ins>/,
    ],
    [
      'a claim of the SSA',
      { path: 'ssa.claims.software_roles', before: ['PISP'], after: ['AISP'] },
      /<ins>[^\n]*&quot;software_roles&quot;: \[<\/ins><ins>[^\n]*&quot;AISP&quot;<\/ins>/,
    ],
    [
      'a header member',
      { path: 'request.header.kid', before: 'j', after: 'k' },
      /<ins>[^\n]*&quot;kid&quot;: &quot;k&quot;<\/ins>/,
    ],
    [
      'a claim that is gone',
      { path: 'request.claims.aud', before: 'bank' },
      /<del>[^\n]*&quot;aud&quot;: &quot;bank&quot;<\/del><span class="line">}<\/span>/,
    ],
    [
      'the text of the claims',
      { path: 'ssa.claims', before: 'a', after: 'b' },
      /<pre class="code changed">/,
    ],
    [
      'a signature',
      { path: 'request.signature', before: 'PS256', after: 'none' },
      /Signature: changed, 4 characters/,
    ],
    [
      'a header of the message',
      { path: 'http.headers.content-type', after: 'text/plain' },
      /<ins><span class="sr">changed: <\/span><b>content-type<\/b>/,
    ],
  ])('marks %s in place', (_what, change, expected) => {
    const [detail = ''] = detailsOf(
      report([failure({ mutations: [{ id: 'm', ...change }], exchanges: [SENT] })]),
    );
    expect(detail).toMatch(expected);
  });

  it('marks nothing in a token that no mutation touched', () => {
    const [detail = ''] = detailsOf(report([result({ exchanges: [SENT] })]));
    expect(detail).toContain('Software statement (SSA), decoded');
    expect(detail).not.toMatch(/<ins>|<del>|changed/);
  });

  it('has no prototype for a class or a number', () => {
    const odd = failure({ caseId: '__proto__', requirements: ['constructor'], findings: [] });
    expect(() => pageOf(report([odd]))).not.toThrow();
  });

  it.each([
    '<b x="',
    "'><script>alert(1)</script>",
    '</script><img src=x onerror=alert(1)>',
    '\u001b[31m\u202e\u0007',
    '&lt;',
    '\ud800',
  ])('shows %j as text', (text) => {
    const page = pageOf(hostileReport(text));
    for (const part of [page, ...unpackDetails(page)]) {
      const outside = part.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '');
      expect(outside).not.toMatch(/<b x|<img|<script>|onerror=alert\(1\)>/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
      expect(outside).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]|[\ud800-\udfff]/);
    }
  });
});
