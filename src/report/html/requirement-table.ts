import type { RequirementStatus, RunReport } from '../../model/report.ts';
import { lookUp } from '../clause.ts';
import { link } from './clause-view.ts';
import { casesHref } from './hash.ts';
import { html, type Markup } from './markup.ts';
import { verdictTag } from './verdict-tag.ts';

function row({ id, level, status, cases }: RequirementStatus): Markup {
  const found = lookUp(id);
  const clause = found === undefined ? null : link(found.url, `${found.spec} ${found.section}`);
  const why =
    found?.unobservable === undefined
      ? null
      : html` <span class="muted">Not observable: ${found.unobservable}</span>`;
  const number =
    cases.length === 0
      ? '0'
      : html`<a href="${casesHref({ requirement: id })}">${cases.length}</a>`;
  return html`<tr data-row><td>${verdictTag(status)}</td><td><code>${id}</code><br>${clause}</td><td><span class="level">${level}</span> ${found?.text}${why}</td><td class="number">${number}</td></tr>
`;
}

/** Every requirement of the profile, with its status, and the way to its cases. */
export function requirementTable({ requirements }: Pick<RunReport, 'requirements'>): Markup {
  return html`<form class="filter"><input type="search" name="requirements" placeholder="Search requirement, clause, duty, status" aria-label="Search requirements"></form><div class="scroll"><table class="requirements"><thead><tr><th>status</th><th>requirement</th><th>what it asks for</th><th>cases</th></tr></thead><tbody>${requirements.map(row)}</tbody></table></div>`;
}
