import { KINDS } from '../../model/case.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';
import { byArea, type Column, columnOf } from '../area-totals.ts';
import { caseCounts } from './coverage.ts';
import { html, type Markup } from './markup.ts';
import { statusText, verdictTag } from './verdict-tag.ts';

/** What else than its text and its requirements a case is found by. */
function keywords({ findings, mutations }: CaseResult): string {
  const words = [
    ...findings.map(({ check }) => check),
    ...mutations.flatMap(({ id, path }) => [id, path]),
  ];
  return [...new Set(words)].join(' ');
}

function requirementsOf({ requirements, findings }: CaseResult): string {
  return [...new Set([...requirements, ...findings.map(({ requirement }) => requirement)])].join(
    ' ',
  );
}

function item(result: CaseResult, number: number): Markup {
  const { caseId, area, kind, title, reason } = result;
  const column = columnOf(result);
  const why =
    column === 'pass' || reason === null ? null : html`<span class="reason">${reason}</span>`;
  return html`<details class="case" data-detail="${number}" data-case="${caseId}" data-verdict="${column}" data-area="${area}" data-kind="${kind}" data-requirements="${requirementsOf(result)}" data-find="${keywords(result)}"><summary class="head">${verdictTag(column)}<span class="id">${caseId}</span><span class="title">${title}</span>${why}</summary></details>
`;
}

function chip(column: Column, count: number): Markup {
  return html`<button type="button" class="chip v-${column}" aria-pressed="false" data-chip="${column}">${statusText(column)} <b>${count}</b></button>`;
}

function choice(name: string, label: string, values: readonly string[]): Markup {
  return html`<label>${label} <select name="${name}"><option value="">all</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`;
}

/** Filter, search and the list of cases; the detail of each is loaded when it is opened. */
export function caseList({ results }: Pick<RunReport, 'results'>): Markup {
  const chips = caseCounts(results).filter(([, count]) => count > 0);
  const areas = byArea(results).map(([area]) => area);
  return html`<form class="filter" role="search"><input type="search" name="q" placeholder="Search id, title, requirement, claim, check" aria-label="Search cases"><div class="chips" role="group" aria-label="Verdict">${chips.map(([column, count]) => chip(column as Column, count))}</div><div class="choices">${choice('area', 'Area', areas)}${choice('kind', 'Kind', KINDS)}<button type="button" data-narrowed hidden></button><button type="reset">Reset</button></div><p class="muted"><output name="count" aria-live="polite">${results.length} cases</output> <span class="keys">Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>Enter</kbd> open</span></p></form>
<div class="list">${results.map(item)}</div>`;
}
