import type { RunReport } from '../../model/report.ts';
import { outcome, targetText } from '../headline.ts';
import type { Reporter } from '../reporter.ts';
import { assets } from './assets.ts';
import { caseList } from './case-list.ts';
import { reportDetails } from './details.ts';
import { html } from './markup.ts';
import { page } from './page.ts';
import { requirementTable } from './requirement-table.ts';
import { runFacts } from './run-facts.ts';
import { banner, summary } from './summary.ts';

function render(report: RunReport): string {
  const body = html`${banner(report)}
<nav aria-label="Views"><a href="#summary">Summary</a><a href="#cases">Cases <b>${report.totals.cases}</b></a><a href="#requirements">Requirements <b>${report.requirements.length}</b></a><a href="#run">Run</a><span class="tools"><button type="button" data-print>Print summary</button><button type="button" data-theme-switch>Theme: auto</button></span></nav>
<main><section id="summary" class="view" tabindex="-1" aria-label="Summary">${summary(report)}</section>
<section id="cases" class="view" tabindex="-1" aria-label="Cases"><noscript><p class="card">The details of the cases are packed, and need scripts to be shown.</p></noscript>${caseList(report)}</section>
<section id="requirements" class="view" tabindex="-1" aria-label="Requirements">${requirementTable(report)}</section>
<section id="run" class="view" tabindex="-1" aria-label="Run">${runFacts(report)}</section></main>
${reportDetails(report)}`;
  return page(
    `${outcome(report)} · ${targetText(report.target)}`,
    body,
    assets(['details.js', 'report.js']),
  );
}

/** One file to read, print and send: no request goes out from it. */
export const htmlReporter: Reporter = {
  name: 'html',
  title: 'one page for a browser, and for print',
  file: 'report.html',
  render,
};
