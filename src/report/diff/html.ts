import type { CaseResult } from '../../model/report.ts';
import { columnOf } from '../area-totals.ts';
import { assets } from '../html/assets.ts';
import { caseDetail } from '../html/case-detail.ts';
import { clauseView } from '../html/clause-view.ts';
import { packedScripts, packTexts } from '../html/details.ts';
import { html, type Markup } from '../html/markup.ts';
import { page } from '../html/page.ts';
import { verdictTag } from '../html/verdict-tag.ts';
import type { CaseChange, RequirementChange, RunDiff } from './compare.ts';
import type { DiffReporter } from './reporter.ts';
import { changeGroups, diffOutcome, diffTotals, runText, whyText } from './words.ts';

type Detail = () => Markup;

/** Numbers the details as they are asked for. */
function createBook() {
  const details: Detail[] = [];
  return {
    details,
    add(detail: Detail): number {
      return details.push(detail) - 1;
    },
  };
}

type Book = ReturnType<typeof createBook>;

function side(word: string, result: CaseResult | null, book: Book): Markup | null {
  if (result === null) return null;
  const number = book.add(() => caseDetail(result, null));
  return html`<details class="exchange" data-detail="${number}"><summary>${word} ${verdictTag(columnOf(result))}</summary></details>`;
}

function tag(result: CaseResult | null): Markup {
  return result === null ? html`<span class="muted">–</span>` : verdictTag(columnOf(result));
}

function item(change: CaseChange, book: Book): Markup {
  const { caseId, before, after } = change;
  const why = whyText(change);
  return html`<details class="case" data-case="${caseId}"><summary class="head">${tag(before)} → ${tag(after)}<span class="id">${caseId}</span><span class="title">${(after ?? before)?.title}</span>${why === '' ? null : html`<span class="reason">${why}</span>`}</summary><div class="body">${side('After', after, book)}${side('Before', before, book)}</div></details>
`;
}

function requirements(heading: string, changes: readonly RequirementChange[]): Markup | null {
  if (changes.length === 0) return null;
  const items = changes.map(
    ({ id, before, after }) =>
      html`<li>${verdictTag(before)} → ${verdictTag(after)} ${clauseView(id)}</li>`,
  );
  return html`<section class="card"><h2>${heading} <span class="muted">${changes.length}</span></h2><ul class="fails">${items}</ul></section>`;
}

function tone(diff: RunDiff): string {
  if (diff.regressed.length > 0) return 'fail';
  return diffOutcome(diff) === 'NOTHING REGRESSED' ? 'pass' : 'inconclusive';
}

function render(diff: RunDiff): string {
  const book = createBook();
  const groups = changeGroups(diff).map(
    ({ heading, changes }) =>
      html`<section><h2>${heading} <span class="muted">${changes.length}</span></h2><div class="list">${changes.map((change) => item(change, book))}</div></section>`,
  );
  const body = html`<header class="banner b-${tone(diff)}"><p class="outcome">${diffOutcome(diff)}</p><h1>${diffTotals(diff)}</h1><p>before: <code>${diff.before.target.url}</code> · ${runText(diff.before)}</p><p>after: <code>${diff.after.target.url}</code> · ${runText(diff.after)}</p><span class="tools"><button type="button" data-theme-switch>Theme: auto</button></span></header>
<main>${diff.remarks.length === 0 ? null : html`<section class="card"><ul>${diff.remarks.map((remark) => html`<li>${remark}</li>`)}</ul></section>`}
${groups}${requirements('Requirements regressed', diff.regressedRequirements)}${requirements('Requirements fixed', diff.fixedRequirements)}</main>
${packedScripts(packTexts(book.details))}`;
  return page(diffOutcome(diff), body, assets(['details.js']));
}

/** One page with both sides of every case that changed. */
export const htmlDiff: DiffReporter = { name: 'html', file: 'diff.html', render };
