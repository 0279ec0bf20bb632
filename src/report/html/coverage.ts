import type { CaseResult, RequirementStatus, RunReport } from '../../model/report.ts';
import { byArea, type Column, countOf } from '../area-totals.ts';
import { lookUp } from '../clause.ts';
import { bar, type Counts, countsText, legend } from './bar.ts';
import { casesHref } from './hash.ts';
import { html, type Markup } from './markup.ts';
import { statusText } from './verdict-tag.ts';

const COLUMNS: readonly Column[] = [
  'fail',
  'error',
  'inconclusive',
  'warn',
  'waived',
  'pass',
  'not-applicable',
];
const STATUSES = [...COLUMNS, 'untested', 'not-observable'] as const;

/** The results by what they count as, the gravest first. */
export function caseCounts(results: readonly CaseResult[]): Counts {
  return COLUMNS.map((column) => [column, countOf(results, column)]);
}

/** Requirements by how they stand, the gravest first. */
export function requirementCounts(requirements: readonly RequirementStatus[]): Counts {
  return STATUSES.map((status) => [
    status,
    requirements.filter((requirement) => requirement.status === status).length,
  ]);
}

/** One bar per area; each is a link to its cases. */
export function areaBars({ results }: Pick<RunReport, 'results'>): Markup {
  const rows = byArea(results).map(([area, own]) => {
    const counts = caseCounts(own);
    return html`<li><a href="${casesHref({ area })}">${area}</a>${bar(counts, area)}<span class="muted">${countsText(counts)}</span></li>`;
  });
  return html`<ul class="areas">${rows}</ul>`;
}

const ACROSS = 24;
const CELL = 14;

function square({ id, status, level, cases }: RequirementStatus, index: number): Markup {
  const x = (index % ACROSS) * CELL;
  const y = Math.floor(index / ACROSS) * CELL;
  const found = lookUp(id);
  const title = `${statusText(status)}: ${id} (${level}) ${found?.text ?? ''}`;
  return html`<rect class="v-${status}" data-requirement="${cases.length > 0 ? id : ''}" x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${CELL - 2}" rx="2"><title>${title}</title></rect>`;
}

function squares(spec: string, own: readonly RequirementStatus[]): Markup {
  const rows = Math.ceil(own.length / ACROSS);
  const label = `${spec}: ${countsText(requirementCounts(own))}`;
  return html`<figure><figcaption>${spec} <span class="muted">${own.length}</span></figcaption><svg class="squares" viewBox="0 0 ${ACROSS * CELL} ${rows * CELL}" role="img" aria-label="${label}">${own.map(square)}</svg></figure>`;
}

/** A square per requirement, by document: how much of it was tried, and what broke. */
export function requirementMap({ requirements }: Pick<RunReport, 'requirements'>): Markup {
  const specs = new Map<string, RequirementStatus[]>();
  for (const requirement of requirements) {
    const spec = lookUp(requirement.id)?.spec ?? 'other';
    specs.set(spec, [...(specs.get(spec) ?? []), requirement]);
  }
  const all = [...specs].sort(([, a], [, b]) => b.length - a.length);
  return html`${legend(requirementCounts(requirements))}<div class="map">${all.map(([spec, own]) => squares(spec, own))}</div>`;
}
