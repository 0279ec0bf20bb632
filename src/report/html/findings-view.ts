import type { Finding } from '../../model/finding.ts';
import type { CaseResult } from '../../model/report.ts';
import { decidingFindings } from '../case-text.ts';
import { shorten } from '../escape.ts';
import { howToDecide, howToFix } from '../fix.ts';
import { clauseView } from './clause-view.ts';
import { html, type Markup } from './markup.ts';
import { verdictTag } from './verdict-tag.ts';

const LONGEST = 2000;

function comparison({ expected, actual }: Finding): Markup {
  return html`<dl class="compare"><dt>Expected</dt><dd>${shorten(expected, LONGEST)}</dd><dt>Actual</dt><dd>${shorten(actual, LONGEST)}</dd></dl>`;
}

function problem(finding: Finding): Markup {
  return html`<div class="finding">${clauseView(finding.requirement)}<p class="why">${finding.message} <code class="muted">${finding.check}</code></p>${comparison(finding)}${finding.known === undefined ? null : html`<p class="fix"><b>Known of the product</b> ${finding.known}</p>`}<p class="fix"><b>How to fix</b> ${howToFix(finding)}</p></div>`;
}

function row(finding: Finding): Markup {
  return html`<tr><td>${verdictTag(finding.verdict)}</td><td><code>${finding.requirement}</code></td><td>${finding.message}</td><td>${shorten(finding.expected, 200)}</td><td>${shorten(finding.actual, 200)}</td></tr>`;
}

function table(findings: readonly Finding[]): Markup {
  return html`<details><summary>${findings.length} further ${findings.length === 1 ? 'check' : 'checks'}</summary><div class="scroll"><table><thead><tr><th>verdict</th><th>requirement</th><th>finding</th><th>expected</th><th>actual</th></tr></thead><tbody>${findings.map(row)}</tbody></table></div></details>`;
}

/** What was found: what made the verdict in full with its clause and what to do, the rest as a table. */
export function findingsView(result: CaseResult): Markup {
  const deciding = ['pass', 'not-applicable'].includes(result.verdict)
    ? []
    : decidingFindings(result);
  const rest = result.findings.filter((finding) => !deciding.includes(finding));
  const advice = howToDecide(result);
  return html`${
    result.reason === null || deciding.length > 0
      ? null
      : html`<p class="reason">${result.reason}</p>`
  }${advice === null ? null : html`<p class="fix"><b>What to do</b> ${advice}</p>`}${deciding.map(problem)}${
    deciding.length > 0 ? null : result.requirements.map(clauseView)
  }${rest.length === 0 ? null : table(rest)}`;
}
