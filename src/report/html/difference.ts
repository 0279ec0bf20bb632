import type { MutationRecord } from '../../model/mutation.ts';
import { shorten } from '../escape.ts';
import { html, type Markup } from './markup.ts';

const LONGEST = 1200;

/** A value of a mutation as JSON; null where there is none. */
export function valueText(value: unknown): string | null {
  return value === undefined ? null : shorten(JSON.stringify(value) ?? String(value), LONGEST);
}

interface Parts {
  readonly start: string;
  readonly before: string;
  readonly after: string;
  readonly end: string;
}

/** What two texts begin with, end with, and have between. */
export function commonParts(before: string, after: string): Parts {
  const [left, right] = [[...before], [...after]];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < most - start && left[left.length - 1 - end] === right[right.length - 1 - end])
    end += 1;
  const text = (characters: readonly string[], from: number, to: number) =>
    characters.slice(from, to).join('');
  return {
    start: text(left, 0, start),
    before: text(left, start, left.length - end),
    after: text(right, start, right.length - end),
    end: text(left, left.length - end, left.length),
  };
}

/** A line of a diff; `middle` is what changed within it. */
function line(kind: 'del' | 'ins', start: string, middle: string, end: string): Markup {
  const sign = kind === 'del' ? '−' : '+';
  const word = kind === 'del' ? 'before' : 'after';
  const marked = middle === '' ? null : html`<mark>${middle}</mark>`;
  const content = html`<span class="sign" aria-hidden="true">${sign}</span><span class="sr">${word}: </span>${start}${marked}${end}`;
  return kind === 'del' ? html`<del>${content}</del>` : html`<ins>${content}</ins>`;
}

/** Before and after as two lines, with what changed within them marked; an absent side says so. */
export function twoLines(before: unknown, after: unknown): Markup {
  const [old, now] = [valueText(before), valueText(after)];
  if (old === null || now === null) {
    return html`${line('del', '', old ?? '', old === null ? '(absent)' : '')}${line('ins', '', now ?? '', now === null ? '(absent)' : '')}`;
  }
  const parts = commonParts(old, now);
  return html`${line('del', parts.start, parts.before, parts.end)}${line('ins', parts.start, parts.after, parts.end)}`;
}

/** The mutations of a case as a diff. */
export function mutationDiff(records: readonly MutationRecord[]): Markup {
  const rows = records.map(({ id, path, before, after }) => {
    const known = before !== undefined || after !== undefined;
    return html`<div class="change"><p class="path"><code>${path}</code> <span class="muted">${id}</span></p>${
      known ? html`<pre class="diff">${twoLines(before, after)}</pre>` : null
    }</div>`;
  });
  return html`${rows}`;
}
