import type { Calibration, RunReport } from '../../model/report.ts';
import { html, type Markup, type Value } from './markup.ts';

function facts(rows: readonly (readonly [string, Value])[]): Markup {
  const shown = rows.filter(([, value]) => value !== '' && value !== null);
  return html`<dl class="facts">${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function calibration({ accepted, tried, ...draft }: Calibration): Markup {
  return html`<section class="card"><h2>Calibration</h2><p>${accepted ? 'The target accepted this valid request; all cases are made from it.' : 'The target accepted no valid request.'}</p>${facts(
    [
      ['media type', draft.mediaType],
      ['aud', draft.audience],
      ['algorithm', draft.algorithm],
      ['client authentication', draft.authMethod],
      ['response types', draft.responseTypes.join(', ')],
      ['scope', draft.scope],
    ],
  )}${tried.length === 0 ? null : html`<ol>${tried.map(({ change, outcome }) => html`<li>${change}: ${outcome}</li>`)}</ol>`}</section>`;
}

/** What the run was: for those who repeat it. */
export function runFacts(report: RunReport): Markup {
  const { tool, profile, target, shard } = report;
  return html`<section class="card"><h2>Run</h2>${facts([
    ['target', html`${target.kind} <code>${target.url}</code>`],
    ['profile', html`${profile.id} <code class="muted">${profile.digest}</code>`],
    ['trust mode', report.trustMode],
    ['tool', `${tool.name} ${tool.version}`],
    ['started', report.startedAt],
    ['duration', `${(report.durationMs / 1000).toFixed(1)} s`],
    ['run id', html`<code>${report.runId}</code>`],
    ['seed', html`<code>${report.seed}</code>`],
    ['fails on', report.failOn ?? ''],
    ['shard', shard === undefined ? '' : `${shard.index} of ${shard.count}`],
    ['hosts called', report.hosts.join(', ')],
    ['complete', report.complete ? 'yes' : 'no: the run ended early'],
  ])}</section>${report.calibration === null ? null : calibration(report.calibration)}`;
}
