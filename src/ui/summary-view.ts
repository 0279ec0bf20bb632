import type { Analysis } from '../lint/lint.ts';
import { consoleView } from '../lint/output/console.ts';
import { writeJson } from '../model/json.ts';
import { type LintFinding, SEVERITIES, type Severity } from '../model/lint.ts';
import { copyButton } from './copy.ts';
import { button, element } from './element.ts';
import { NOUNS, safe, TONES } from './finding-note.ts';

function count(number: number, severity: Severity): string {
  return `${number} ${NOUNS[severity]}${number === 1 ? '' : 's'}`;
}

/** How many findings of each weight there are, as a sentence. */
export function totals({ report }: Analysis): string {
  const parts = SEVERITIES.filter((severity) => report.summary[severity] > 0);
  if (parts.length === 0) return 'Nothing to say against it';
  return parts.map((severity) => count(report.summary[severity], severity)).join(', ');
}

function toneOf({ report }: Analysis): string {
  if (report.summary.error > 0) return 'b-fail';
  return report.summary.warning > 0 ? 'b-inconclusive' : 'b-pass';
}

function judgement({ report, chosen, now }: Analysis): string {
  const time = new Date(now * 1000);
  const at = Number.isNaN(time.getTime()) ? String(now) : time.toISOString().replace('.000Z', 'Z');
  return `Judged by ${report.profile}${chosen.isAuto ? `, because ${chosen.because}` : ''}; times judged at ${at}.`;
}

export interface SummaryHost {
  /** Weights that are not shown. */
  readonly hidden: ReadonlySet<Severity>;
  toggle(severity: Severity): void;
  idOf(finding: LintFinding): string;
  go(finding: LintFinding): void;
}

function chip(severity: Severity, number: number, host: SummaryHost): HTMLElement | null {
  if (number === 0) return null;
  return button(count(number, severity), () => host.toggle(severity), {
    class: `chip ${TONES[severity].tone}`,
    'aria-pressed': String(!host.hidden.has(severity)),
    'data-chip': severity,
  });
}

function entry(finding: LintFinding, host: SummaryHost): HTMLElement {
  const { severity, document, pointer, message } = finding;
  const link = element('a', { href: `#${host.idOf(finding)}` }, safe(message));
  link.addEventListener('click', (event) => {
    event.preventDefault();
    host.go(finding);
  });
  return element(
    'li',
    { class: TONES[severity].tone, 'data-severity': severity },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, TONES[severity].mark),
    element('span', { class: 'sr' }, `${NOUNS[severity]}: `),
    element(
      'span',
      {},
      link,
      ' ',
      element('code', { class: 'muted' }, safe(`${document}${pointer}`)),
    ),
  );
}

/** What was found in all, with a way to each. */
export function summaryView(analysis: Analysis, host: SummaryHost): HTMLElement {
  const { report } = analysis;
  return element(
    'section',
    { class: `card summary banner ${toneOf(analysis)}`, 'aria-labelledby': 'outcome' },
    element('h2', { class: 'outcome', id: 'outcome' }, totals(analysis)),
    element('p', { class: 'muted' }, safe(judgement(analysis))),
    element(
      'div',
      { class: 'chips', role: 'group', 'aria-label': 'Shown' },
      ...SEVERITIES.map((severity) => chip(severity, report.summary[severity], host)),
      copyButton('Copy as text', () => consoleView(analysis, { color: false, quiet: true })),
      copyButton('Copy as JSON', () => writeJson(report, 2)),
    ),
    report.findings.length === 0
      ? null
      : element('ol', { class: 'entries' }, ...report.findings.map((each) => entry(each, host))),
  );
}
