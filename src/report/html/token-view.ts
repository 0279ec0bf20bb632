import { isJsonObject, readJson } from '../../model/json.ts';
import type { MutationRecord } from '../../model/mutation.ts';
import { shorten } from '../escape.ts';
import { valueText } from './difference.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';
import { type Marks, marksOf } from './marks.ts';
import { html, type Markup } from './markup.ts';
import type { DecodedToken } from './tokens.ts';

/** Beyond these a page is no help; the report has all of it. */
const LONGEST_TEXT = 60_000;
const LONGEST_LINE = 240;
const MOST_LINES = 300;

const NAMES: Readonly<Record<DecodedToken['layer'], string>> = {
  request: 'Request JWT',
  ssa: 'Software statement (SSA)',
  assertion: 'Client assertion',
};

function removed(name: string, { before }: MutationRecord): Markup {
  return html`<del><span class="sign" aria-hidden="true">−</span><span class="sr">before: </span>  ${`${JSON.stringify(name)}: ${valueText(before) ?? ''}`}</del>`;
}

function row({ text, member }: JsonLine, marks: Marks): Markup {
  const shown = shorten(text, LONGEST_LINE);
  return member !== null && marks.members.has(member)
    ? html`<ins><span class="sign" aria-hidden="true">+</span><span class="sr">changed: </span>${shown}</ins>`
    : html`<span class="line">${shown}</span>`;
}

/** JSON `text` line by line, with the members that `marks` names in place: as they were, and as they are. */
export function markedJson(text: string, marks: Marks): Markup {
  if (text.length > LONGEST_TEXT || text.trim() === '')
    return html`<pre class="code">${shorten(text, LONGEST_LINE * 8)}</pre>`;
  const lines = jsonLines(text);
  const shown = lines.slice(0, MOST_LINES);
  const value = readJson(text);
  const has = (name: string) => isJsonObject(value) && Object.hasOwn(value, name);
  const gone = [...marks.members].filter(
    ([name, { before }]) => before !== undefined && !has(name),
  );
  let last: string | null = null;
  const rows = shown.map((line, index) => {
    const record = line.member === null ? undefined : marks.members.get(line.member);
    const first = line.member !== last;
    last = line.member;
    const replaced =
      first && line.member !== null && record?.before !== undefined
        ? removed(line.member, record)
        : null;
    const lost =
      index === lines.length - 1 ? gone.map(([name, each]) => removed(name, each)) : null;
    return html`${lost}${replaced}${row(line, marks)}`;
  });
  const more = lines.length - shown.length;
  const rest = more > 0 ? html`<p class="muted">${more} more lines in report.json</p>` : null;
  return html`<pre class="code${marks.whole ? ' changed' : ''}">${rows}</pre>${rest}`;
}

/** A JWT decoded, with what `records` changed in it marked. */
export function tokenView(token: DecodedToken, records: readonly MutationRecord[]): Markup {
  const { layer, header, claims, signature } = token;
  const sealed = marksOf(records, layer, 'signature');
  const length = signature === '' ? 'none' : `${signature.length} characters`;
  return html`<details class="token" open><summary>${NAMES[layer]}, decoded</summary>
<h6>Header</h6>${markedJson(header, marksOf(records, layer, 'header'))}
<h6>Claims</h6>${markedJson(claims, marksOf(records, layer, 'claims'))}
<p class="signature${sealed.whole ? ' changed' : ''}">Signature: ${sealed.whole ? 'changed, ' : ''}${length}</p></details>`;
}
