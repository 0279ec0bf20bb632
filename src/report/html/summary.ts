import type { RequirementStatus, RunReport } from '../../model/report.ts';
import { lookUp } from '../clause.ts';
import { casesText, failing, knownGroups, warningGroups } from '../groups.ts';
import { outcome, targetText } from '../headline.ts';
import { noVerdictLine } from '../no-verdict.ts';
import { bar, legend } from './bar.ts';
import { link } from './clause-view.ts';
import { areaBars, caseCounts, requirementMap } from './coverage.ts';
import { caseHref, casesHref } from './hash.ts';
import { html, type Markup } from './markup.ts';
import { verdictTag } from './verdict-tag.ts';

const MOST_FAILS = 40;
const GRAVE = ['fail', 'error', 'inconclusive', 'warn'] as const;

function statusWord({ exitCode, complete }: RunReport): string {
  if (exitCode === 1) return 'fail';
  return exitCode === 0 && complete ? 'pass' : 'inconclusive';
}

function broken({ requirements }: RunReport, status: string): readonly RequirementStatus[] {
  return requirements.filter((requirement) => requirement.status === status);
}

/** The run in two or three sentences, for those who read no more. */
export function inWords(report: RunReport): readonly string[] {
  const { requirements, leftovers, totals } = report;
  const bad = failing(report.results).length;
  const tried = requirements.filter(
    ({ status }) => !['untested', 'not-observable', 'not-applicable'].includes(status),
  );
  const sentences = [
    bad === 0
      ? `No case failed of ${casesText(totals.cases)}.`
      : `${bad} of ${casesText(totals.cases)} failed; ${count(broken(report, 'fail').length, 'requirement')} broken.`,
    `${tried.length} of ${requirements.length} requirements of ${report.profile.id} were tried; the rest leaves no trace on the wire, does not apply, or has no case.`,
  ];
  const why = noVerdictLine(report);
  if (why !== null) sentences.push(why);
  if (totals.waived > 0) sentences.push(`${casesText(totals.waived)} waived by the baseline.`);
  if (leftovers.length > 0)
    sentences.push(`${count(leftovers.length, 'client')} may be left on the target.`);
  return sentences;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The cases that made requirement `id` what it is. */
function guilty({ results }: RunReport, { id, status }: RequirementStatus): number {
  return results.filter(({ waived, findings }) => {
    return (
      waived === null && findings.some((each) => each.requirement === id && each.verdict === status)
    );
  }).length;
}

function brokenRow(report: RunReport, requirement: RequirementStatus): Markup {
  const { id, level, status, cases } = requirement;
  const found = lookUp(id);
  const clause = found === undefined ? null : link(found.url, `${found.spec} ${found.section}`);
  const bad = guilty(report, requirement);
  const verdict = bad === 0 ? {} : { verdict: status };
  return html`<tr><td>${verdictTag(status)}</td><td><code>${id}</code><br>${clause}</td><td><span class="level">${level}</span> ${found?.text}</td><td class="number"><a href="${casesHref({ requirement: id, ...verdict })}">${bad === 0 ? '' : `${bad} of `}${cases.length}</a></td></tr>`;
}

function brokenTable(report: RunReport): Markup | null {
  const rows = GRAVE.flatMap((status) => broken(report, status)).map((each) =>
    brokenRow(report, each),
  );
  if (rows.length === 0) return null;
  return html`<section class="card"><h2>Requirements that are not met</h2><div class="scroll"><table><thead><tr><th>status</th><th>requirement</th><th>what it asks for</th><th>cases</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function failList(report: RunReport): Markup | null {
  const all = failing(report.results);
  if (all.length === 0) return null;
  const items = all
    .slice(0, MOST_FAILS)
    .map(
      ({ caseId, title, verdict, reason }) =>
        html`<li>${verdictTag(verdict)} <a href="${caseHref(caseId)}">${caseId}</a> ${title}${reason === null ? null : html` <span class="muted">${reason}</span>`}</li>`,
    );
  const more = all.length - items.length;
  return html`<section class="card"><h2>Fails</h2><ul class="fails">${items}</ul>${more > 0 ? html`<p><a href="${casesHref({ verdict: 'fail,error' })}">and ${more} more</a></p>` : null}</section>`;
}

function warnList(report: RunReport): Markup | null {
  const items = warningGroups(report.results).map(
    ({ finding, cases }) =>
      html`<li>${verdictTag('warn')} <a href="${casesHref({ verdict: 'warn', requirement: finding.requirement })}">${finding.requirement}</a> ${finding.message} <span class="muted">${casesText(cases.length)}</span></li>`,
  );
  if (items.length === 0) return null;
  return html`<section class="card"><h2>Warnings</h2><ul class="fails">${items}</ul></section>`;
}

function knownList(report: RunReport): Markup | null {
  const items = knownGroups(report.results).map(
    ({ finding, cases }) =>
      html`<li>${verdictTag('warn')} <a href="${casesHref({ verdict: 'warn', requirement: finding.requirement })}">${finding.requirement}</a> ${finding.known} <span class="muted">${casesText(cases.length)}</span></li>`,
  );
  if (items.length === 0) return null;
  return html`<section class="card"><h2>Known deviations of the product</h2><ul class="fails">${items}</ul></section>`;
}

function problems({ baseline, leftovers, notes }: RunReport): Markup | null {
  const items = [
    ...(baseline?.problems ?? []).map(
      ({ kind, message }) => html`<li><b>baseline, ${kind}</b>: ${message}</li>`,
    ),
    ...leftovers.map(
      ({ clientId, softwareId, why }) =>
        html`<li><b>left behind</b>: ${clientId === null ? 'possibly a client' : html`client <code>${clientId}</code>`} of software <code>${softwareId}</code>: ${why}</li>`,
    ),
    ...notes.map((note) => html`<li>${note}</li>`),
  ];
  if (items.length === 0) return null;
  return html`<section class="card"><h2>To know</h2><ul>${items}</ul></section>`;
}

/** Outcome and target: what is seen first. */
export function banner(report: RunReport): Markup {
  const counts = caseCounts(report.results);
  return html`<header class="banner b-${statusWord(report)}"><p class="outcome">${outcome(report)}</p><h1>${targetText(report.target)}</h1><p>profile ${report.profile.id} · ${report.startedAt.slice(0, 16).replace('T', ' ')} · exit code ${report.exitCode}</p>${bar(counts, 'Cases')}${legend(counts)}</header>`;
}

/** The executive view: what a page of paper can say. */
export function summary(report: RunReport): Markup {
  return html`<section class="card words">${inWords(report).map((sentence) => html`<p>${sentence}</p>`)}</section>
${brokenTable(report)}
<section class="card"><h2>Cases by area</h2>${areaBars(report)}</section>
<section class="card"><h2>Requirements by document</h2><p class="muted">One square is one requirement. Those with cases lead to them.</p>${requirementMap(report)}</section>
${failList(report)}${warnList(report)}${knownList(report)}${problems(report)}`;
}
