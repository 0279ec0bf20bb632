import { Buffer } from 'node:buffer';
import type { RunReport } from '../model/report.ts';
import { markdownCode, markdownText } from './escape-markdown.ts';
import { outcome, totalsText } from './headline.ts';
import { type Section, sections, totals } from './markdown-sections.ts';
import type { Reporter } from './reporter.ts';

/** What GitHub takes as the summary of a step, in bytes. */
const LIMIT = 1024 * 1024;
/** Kept for the sections that come after one that is long, and for the sentences about what is left out. */
const RESERVE = 64 * 1024;

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

/** `section` in at most `room` bytes, or a little more where it has room for nothing but to say so. */
function within({ heading, items, noun }: Section, room: number): string {
  const shown: string[] = [];
  let used = bytes(heading) + 200;
  for (const item of items) {
    used += bytes(item) + 1;
    if (used > room) break;
    shown.push(item);
  }
  const left = items.length - shown.length;
  const more =
    left === 0 ? [] : [`${left} more ${noun} left out: a summary holds 1 MiB. See report.json.`];
  return [
    `## ${heading}`,
    '',
    ...shown,
    ...(shown.length > 0 && left > 0 ? [''] : []),
    ...more,
    '',
  ].join('\n');
}

function head(report: RunReport): string {
  const { tool, profile, target, exitCode } = report;
  const where = `${target.kind === 'bundled' ? 'bundled reference server ' : ''}${markdownCode(target.url)}`;
  return [
    `# ${outcome(report)}`,
    '',
    `${markdownText(`${tool.name} ${tool.version}, profile ${profile.id}`)}, target: ${where}`,
    '',
    `${totalsText(report.totals)} · exit code ${exitCode}`,
    '',
    totals(report.results),
    '',
    '',
  ].join('\n');
}

function render(report: RunReport): string {
  const all = sections(report);
  let text = head(report);
  for (const [index, section] of all.entries()) {
    const last = index === all.length - 1;
    // Each section leaves room for the next ones; the further on, the less there is to keep.
    const kept = last ? 1024 : RESERVE * (1 - index / all.length);
    text += `${within(section, LIMIT - kept - bytes(text))}\n`;
  }
  return text;
}

/** For a pull request or the summary of a CI step. */
export const markdown: Reporter = {
  name: 'markdown',
  title: 'summary in Markdown, fits GITHUB_STEP_SUMMARY',
  file: 'summary.md',
  render,
};
