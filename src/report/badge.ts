import type { RunReport } from '../model/report.ts';
import { escapeTerminal, shorten } from './escape.ts';
import { element, escapeXml } from './escape-xml.ts';
import { headline, outcome, totalsText } from './headline.ts';
import type { Reporter } from './reporter.ts';

/** Backgrounds on which white text of this size can be read (contrast of 4.5 and more). */
const GREEN = '#1a7f37';
const AMBER = '#9a6700';
const RED = '#cf222e';
const GREY = '#57606a';

/** Width of a character; the text is stretched to what that gives, so that no font metrics are needed. */
const CHARACTER = 6.5;
const PADDING = 6;

function colour({ exitCode, complete, totals }: RunReport): string {
  if (exitCode === 1) return RED;
  if (exitCode !== 0 || !complete) return GREY;
  return totals.warn + totals.waived > 0 ? AMBER : GREEN;
}

/** What the right half says, such as `2 fails` or `conformant, 1 warn`. */
function state(report: RunReport): string {
  const { fail, error, warn } = report.totals;
  const bad = fail + error;
  const end = report.complete ? '' : ', incomplete';
  if (report.exitCode === 1 && bad > 0) return `${bad} fail${bad === 1 ? '' : 's'}${end}`;
  const word = outcome(report).toLowerCase();
  return report.exitCode === 0 && warn > 0 ? `${word}, ${warn} warn` : word;
}

function half(text: string, x: number, background: string): { svg: string; width: number } {
  const length = Math.round([...text].length * CHARACTER);
  const width = length + 2 * PADDING;
  const rect = element('rect', { x, width, height: 20, fill: background });
  const place = { x: x + PADDING, y: 14, textLength: length, lengthAdjust: 'spacingAndGlyphs' };
  return { svg: `${rect}${element('text', place, escapeXml(text))}`, width };
}

function render(report: RunReport): string {
  const left = half(`DCR ${shorten(escapeTerminal(report.profile.id), 30)}`, 0, '#24292f');
  const right = half(state(report), left.width, colour(report));
  const width = left.width + right.width;
  const title = `${headline(report)} · ${outcome(report)} · ${totalsText(report.totals)} · ${report.startedAt.slice(0, 10)}`;
  const svg = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height: 20,
    viewBox: `0 0 ${width} 20`,
    role: 'img',
    'aria-labelledby': 'title',
  };
  const font = { fill: '#fff', 'font-family': 'Verdana,DejaVu Sans,sans-serif', 'font-size': 11 };
  const named = element('title', { id: 'title' }, escapeXml(title));
  return `${element('svg', svg, `${named}${element('g', font, `${left.svg}${right.svg}`)}`)}\n`;
}

/** For a README or a dashboard. */
export const badge: Reporter = {
  name: 'badge',
  title: 'badge with the outcome (SVG)',
  file: 'badge.svg',
  render,
};
