import type { Column } from '../area-totals.ts';
import { outcome, targetText } from '../headline.ts';
import { assets } from '../html/assets.ts';
import { bar, type Counts, legend } from '../html/bar.ts';
import { html, type Markup } from '../html/markup.ts';
import { page } from '../html/page.ts';
import { statusText } from '../html/verdict-tag.ts';
import type { History, HistoryCase, HistoryRun } from './history.ts';
import { changeText, historyTitle, runsText, timeText } from './words.ts';

function countsOf({ run: { totals } }: HistoryRun): Counts {
  return [
    ['fail', totals.fail],
    ['error', totals.error],
    ['inconclusive', totals.inconclusive],
    ['warn', totals.warn],
    ['waived', totals.waived],
    ['pass', totals.pass],
    ['not-applicable', totals.notApplicable],
  ];
}

function runRow(each: HistoryRun): Markup {
  const { run } = each;
  const counts = countsOf(each);
  return html`<tr><th scope="row">${timeText(each)}<br><span class="muted">${run.tool.version} · ${run.profile.id}</span></th><td>${outcome(run)}</td><td class="wide">${bar(counts, timeText(each))}${legend(counts)}</td><td>${changeText(each)}</td></tr>
`;
}

function square(column: Column | null, when: string): Markup {
  if (column === null)
    return html`<td class="tick"><span class="muted" title="${when}: not tried">–</span></td>`;
  const word = statusText(column);
  return html`<td class="tick"><span class="tag v-${column}" title="${when}: ${word}">${word.slice(0, 1).toUpperCase()}<span class="sr">${word.slice(1)}</span></span></td>`;
}

function caseRow({ caseId, title, columns }: HistoryCase, times: readonly string[]): Markup {
  return html`<tr><th scope="row"><span class="id">${caseId}</span><br><span class="muted">${title}</span></th>${columns.map((column, at) => square(column, times[at] ?? ''))}</tr>
`;
}

function casesTable(cases: readonly HistoryCase[], times: readonly string[]): Markup | null {
  if (cases.length === 0) return html`<p>Every case was right in every run.</p>`;
  const heads = times.map(
    (time) => html`<th scope="col" class="tick">${time.slice(5, 10)}<br>${time.slice(11)}</th>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Cases by run"><table class="history matrix"><thead><tr><th scope="col">Case</th>${heads}</tr></thead><tbody>${cases.map((each) => caseRow(each, times))}</tbody></table></div>`;
}

function tone({ runs }: History): string {
  const code = runs.at(-1)?.run.exitCode;
  return code === 0 ? 'pass' : code === 1 ? 'fail' : 'inconclusive';
}

/** A history as one page that needs nothing from elsewhere: runs, the latest first, and the cases that were not always right. */
export function historyPage(history: History): string {
  const { runs, cases, remarks } = history;
  const last = runs.at(-1);
  const times = runs.map(timeText);
  const body = html`<header class="banner b-${tone(history)}"><p class="outcome">${last === undefined ? 'NO RUN' : outcome(last.run)}</p><h1>${last === undefined ? '' : targetText(last.run.target)}</h1><p>${runsText(history)}</p><span class="tools"><button type="button" data-theme-switch>Theme: auto</button></span></header>
<main>${remarks.length === 0 ? null : html`<section class="card"><ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul></section>`}
<section class="card"><h2>Runs <span class="muted">${runs.length}</span></h2><div class="scroll" tabindex="0" role="region" aria-label="Runs"><table class="history"><thead><tr><th scope="col">Began (UTC)</th><th scope="col">Outcome</th><th scope="col">Cases</th><th scope="col">Since the run before</th></tr></thead><tbody>${[...runs].reverse().map(runRow)}</tbody></table></div></section>
<section class="card"><h2>Not always right <span class="muted">${cases.length}</span></h2>${casesTable(cases, times)}</section></main>`;
  return page(historyTitle(history), body, assets([], ['history.css']));
}
