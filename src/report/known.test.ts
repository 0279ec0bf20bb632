import { describe, expect, it } from 'vitest';
import { caseText } from './case-text.ts';
import { consoleReporter } from './console.ts';
import { htmlReporter } from './html/index.ts';
import { markdown } from './markdown.ts';
import { report, result, warning } from './testing/sample-report.ts';

const NOTE = 'A string until June 2025.';

const known = result({
  caseId: 'response-shape/times',
  area: 'response-shape',
  verdict: 'warn',
  findings: [
    {
      check: 'success.times',
      requirement: 'OIDCR-3.2-6',
      verdict: 'warn',
      expected: 'a JSON number',
      actual: '"1617198228"',
      message: 'client_id_issued_at is not a number.',
      known: NOTE,
    },
  ],
});

const run = report([warning(), known]);
const context = { color: false, out: 'reports', quiet: false, headline: true };

/** `text` from `heading` to the next of its kind. */
function section(text: string, heading: string): string {
  const [, rest = ''] = text.split(heading);
  return rest.split(/\n## |<h2>/)[0] ?? '';
}

describe('a known deviation', () => {
  it('stands apart from warnings in the terminal', () => {
    const text = consoleReporter.render(run, context);
    expect(text).toContain(`KNOWN  OIDCR-3.2-6  ${NOTE} (1 case)`);
    expect(text).toContain('WARN  RFC6749-5.1-1');
    expect(text).not.toContain('WARN  OIDCR-3.2-6');
  });

  it('has a section of its own in Markdown', () => {
    const text = markdown.render(run, context);
    expect(section(text, '## Known deviations of the product')).toContain(NOTE);
    expect(section(text, '## Warnings')).not.toContain('OIDCR-3.2-6');
  });

  it('has a card of its own in the HTML page', () => {
    const text = htmlReporter.render(run, context);
    expect(section(text, '<h2>Known deviations of the product</h2>')).toContain(NOTE);
    expect(section(text, '<h2>Warnings</h2>')).not.toContain('OIDCR-3.2-6');
  });

  it('is explained where a case is told in full', () => {
    expect(caseText(known)).toContain(`known    ${NOTE}`);
  });

  it('is left out where there is none', () => {
    expect(consoleReporter.render(report([warning()]), context)).not.toContain('KNOWN');
  });
});
