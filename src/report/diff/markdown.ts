import { lookUp } from '../clause.ts';
import { markdownCode, markdownText } from '../escape-markdown.ts';
import type { CaseChange, RequirementChange, RunDiff } from './compare.ts';
import type { DiffReporter } from './reporter.ts';
import { changeGroups, diffOutcome, diffTotals, runText, verdictsText, whyText } from './words.ts';

/** More of a kind are no summary, and GitHub takes 1 MiB. */
const MOST = 200;

function item(change: CaseChange): string {
  const why = whyText(change);
  const title = (change.after ?? change.before)?.title ?? '';
  return `- ${verdictsText(change)} **${markdownText(change.caseId)}** ${markdownText(title)}${why === '' ? '' : `: ${markdownText(why.slice(0, 400))}`}`;
}

function requirement({ id, before, after }: RequirementChange): string {
  const found = lookUp(id);
  const name = found === undefined ? markdownText(id) : `[${markdownText(id)}](${found.url})`;
  return `- ${before} → ${after} ${name} ${markdownText(found?.text ?? '')}`;
}

function section(heading: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - MOST;
  const rest = more > 0 ? ['', `${more} more left out.`] : [];
  return [`## ${heading} (${items.length})`, '', ...items.slice(0, MOST), ...rest, ''];
}

function render(diff: RunDiff): string {
  const lines = [
    `# ${diffOutcome(diff)}`,
    '',
    diffTotals(diff),
    '',
    `- before: ${markdownCode(diff.before.target.url)} · ${markdownText(runText(diff.before))}`,
    `- after: ${markdownCode(diff.after.target.url)} · ${markdownText(runText(diff.after))}`,
    ...diff.remarks.map((remark) => `- **note** ${markdownText(remark)}`),
    '',
    ...changeGroups(diff).flatMap(({ heading, changes }) => section(heading, changes.map(item))),
    ...section('Requirements regressed', diff.regressedRequirements.map(requirement)),
    ...section('Requirements fixed', diff.fixedRequirements.map(requirement)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** For a pull request or the summary of a CI step. */
export const markdownDiff: DiffReporter = { name: 'markdown', file: 'diff.md', render };
