import type { CaseResult, RunReport } from '../model/report.ts';
import { byArea, countOf, totalsColumns } from './area-totals.ts';
import { decidingExchange, decidingFindings, mutationText } from './case-text.ts';
import { lookUp } from './clause.ts';
import { markdownBlock, markdownCode, markdownText } from './escape-markdown.ts';
import { caseIds, casesText, failing, knownGroups, reasonGroups, warningGroups } from './groups.ts';

/** A heading with what stands under it; items are left out from the end where there is no room. */
export interface Section {
  readonly heading: string;
  readonly items: readonly string[];
  /** What one item is, for the sentence about those left out. */
  readonly noun: string;
}

const MAX_FINDINGS = 5;
/** A curl line longer than that is no help in a summary, and no help when cut. */
const MAX_CURL = 8000;

/** Requirement `id` with its clause as a link. */
function requirementLink(id: string): string {
  const found = lookUp(id);
  const name = markdownText(id);
  return found === undefined
    ? name
    : `[${name}](${found.url}) (${markdownText(`${found.spec} ${found.section}`)})`;
}

function curl(result: CaseResult): readonly string[] {
  const exchange = decidingExchange(result);
  if (exchange === null) return [];
  if (exchange.curl.length > MAX_CURL)
    return ['', 'The curl line is too long for a summary; it stands in report.json.'];
  const block = markdownBlock(exchange.curl, 'sh');
  return ['', `<details><summary>curl</summary>\n\n${block}\n\n</details>`];
}

function failure(result: CaseResult): string {
  const findings = decidingFindings(result);
  const more = findings.length - MAX_FINDINGS;
  const lines = [
    `### ${result.verdict.toUpperCase()} ${markdownText(`${result.caseId}: ${result.title}`)}`,
    '',
    ...result.mutations.map((record) => `- sent: ${markdownCode(mutationText(record))}`),
    ...findings
      .slice(0, MAX_FINDINGS)
      .flatMap(({ requirement, message, expected, actual }) => [
        `- ${requirementLink(requirement)}: ${markdownText(message)}`,
        `  - expected: ${markdownCode(expected)}`,
        `  - actual: ${markdownCode(actual)}`,
      ]),
    ...(more > 0 ? [`- ${more} more findings in report.json`] : []),
    ...(findings.length === 0
      ? [`- why: ${markdownText(result.reason ?? 'no reason given')}`]
      : []),
    ...curl(result),
  ];
  return `${lines.join('\n')}\n`;
}

/** A table of totals per area. */
export function totals(results: readonly CaseResult[]): string {
  const columns = totalsColumns(results);
  const row = (name: string, own: readonly CaseResult[]) => {
    const counts = columns.map(([column]) => countOf(own, column) || '');
    return `| ${[name, own.length, ...counts].join(' | ')} |`;
  };
  return [
    `| area | cases | ${columns.map(([, heading]) => heading).join(' | ')} |`,
    `|---|${'---:|'.repeat(columns.length + 1)}`,
    ...byArea(results).map(([area, own]) => row(area, own)),
    row('all', results),
  ].join('\n');
}

/** Everything that a reader has to know beside the totals, the gravest first; empty sections are left out. */
export function sections(report: RunReport): readonly Section[] {
  const { results, baseline, leftovers, notes } = report;
  const all: readonly Section[] = [
    {
      heading: 'Baseline entries that no longer hold',
      noun: 'entries',
      items: (baseline?.problems ?? []).map(
        ({ kind, message }) => `- **${kind}**: ${markdownText(message)}`,
      ),
    },
    { heading: 'Fails', noun: 'fails', items: failing(results).map(failure) },
    {
      heading: 'Left behind on the target',
      noun: 'clients',
      items: leftovers.map(
        ({ clientId, softwareId, why }) =>
          `- ${clientId === null ? 'possibly a client' : `client ${markdownCode(clientId)}`} of software ${markdownCode(softwareId)}: ${markdownText(why)}`,
      ),
    },
    {
      heading: 'Inconclusive',
      noun: 'reasons',
      items: reasonGroups(results, 'inconclusive').map(
        ({ reason, cases }) =>
          `- ${casesText(cases.length)}: ${markdownText(reason)} (${markdownText(caseIds(cases))})`,
      ),
    },
    {
      heading: 'Warnings',
      noun: 'warnings',
      items: warningGroups(results).map(({ finding, cases }) =>
        [
          `- ${requirementLink(finding.requirement)}: ${markdownText(finding.message)}`,
          `  - expected: ${markdownCode(finding.expected)}`,
          `  - actual: ${markdownCode(finding.actual)}`,
          `  - in ${casesText(cases.length)}: ${markdownText(caseIds(cases))}`,
        ].join('\n'),
      ),
    },
    {
      heading: 'Known deviations of the product',
      noun: 'known deviations',
      items: knownGroups(results).map(({ finding, cases }) =>
        [
          `- ${requirementLink(finding.requirement)}: ${markdownText(finding.known)}`,
          `  - expected: ${markdownCode(finding.expected)}`,
          `  - actual: ${markdownCode(finding.actual)}`,
          `  - in ${casesText(cases.length)}: ${markdownText(caseIds(cases))}`,
        ].join('\n'),
      ),
    },
    {
      heading: 'Waived by the baseline',
      noun: 'waived cases',
      items: results.flatMap(({ waived, verdict, caseId }) =>
        waived === null ? [] : [`- ${verdict} ${markdownText(caseId)}: ${markdownText(waived)}`],
      ),
    },
    {
      heading: 'Not applicable',
      noun: 'reasons',
      items: reasonGroups(results, 'not-applicable').map(
        ({ reason, cases }) => `- ${casesText(cases.length)}: ${markdownText(reason)}`,
      ),
    },
    { heading: 'Notes', noun: 'notes', items: notes.map((note) => `- ${markdownText(note)}`) },
  ];
  return all.filter(({ items }) => items.length > 0);
}
