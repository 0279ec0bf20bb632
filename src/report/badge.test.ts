import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { RunReport } from '../model/report.ts';
import { badge } from './badge.ts';
import { failure, hostileReport, report, result } from './testing/sample-report.ts';

const svgOf = (of: RunReport) =>
  badge.render(of, { color: false, out: 'reports', quiet: false, headline: true });

const warned = report([result(), result({ verdict: 'warn' })]);
const excused = report([failure({ waived: 'known' })], { exitCode: 0 });

/** What the right half shows, and on which colour. */
function shownBy(of: RunReport): readonly (string | undefined)[] {
  const svg = svgOf(of);
  return [
    [...svg.matchAll(/<text [^>]*>([^<]*)</g)].at(-1)?.[1],
    [...svg.matchAll(/<rect [^>]*fill="([^"]*)"/g)].at(-1)?.[1],
  ];
}

describe('the badge', () => {
  it('reads as a whole', () => {
    expect(svgOf(report([result()]))).toMatchInlineSnapshot(`
      "<svg xmlns="http://www.w3.org/2000/svg" width="174" height="20" viewBox="0 0 174 20" role="img" aria-labelledby="title"><title id="title">dcr-conformance 0.1.0 · ob-uk-3.3 · target: https://bank.example/register · CONFORMANT · 1 case: 1 pass · 2026-11-22</title><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><rect x="0" width="97" height="20" fill="#24292f"/><text x="6" y="14" textLength="85" lengthAdjust="spacingAndGlyphs">DCR ob-uk-3.3</text><rect x="97" width="77" height="20" fill="#1a7f37"/><text x="103" y="14" textLength="65" lengthAdjust="spacingAndGlyphs">conformant</text></g></svg>
      "
    `);
  });

  it.each([
    ['pass', report([result()]), 'conformant', '#1a7f37'],
    ['a warn', warned, 'conformant, 1 warn', '#9a6700'],
    ['a fail', report([failure()]), '1 fail', '#cf222e'],
    ['two fails', report([failure(), failure()]), '2 fails', '#cf222e'],
    ['a warn that counts', { ...warned, exitCode: 1 }, 'not conformant', '#cf222e'],
    [
      'a waived fail',
      { ...excused, totals: { ...excused.totals, fail: 0, waived: 1 } },
      'conformant but for what is waived',
      '#9a6700',
    ],
    ['no verdict', report([], { exitCode: 3 }), 'no verdict', '#57606a'],
    [
      'an interrupted run',
      report([], { exitCode: 3, complete: false }),
      'no verdict, incomplete',
      '#57606a',
    ],
    ['a failed harness', report([], { exitCode: 4 }), 'harness error', '#57606a'],
  ])('of %s says so', (_what, of, text, colour) => {
    expect(shownBy(of)).toEqual([text, colour]);
  });

  it('asks for nothing from outside', () => {
    expect(svgOf(report([result()]))).not.toMatch(/href|url\(|<(?:style|script|image|use)\b/);
  });

  it('shows hostile text as text', async () => {
    const bad = hostileReport('"/></title><script>x</script>\u0000');
    const svg = svgOf({ ...bad, profile: { id: '<script>', digest: '' } });
    expect(svg).not.toContain('<script');
    const { valid } = await validateXML({ xml: svg, normalization: 'c14n' });
    expect(valid).toBe(true);
  });
});
