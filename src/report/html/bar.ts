import { html, type Markup } from './markup.ts';
import { type Status, statusText } from './verdict-tag.ts';

/** How many there are of each status; in this order they stand in a bar. */
export type Counts = readonly (readonly [Status, number])[];

/** `3 fail, 20 pass`. */
export function countsText(counts: Counts): string {
  const parts = counts.filter(([, count]) => count > 0);
  return parts.map(([status, count]) => `${count} ${statusText(status)}`).join(', ') || 'none';
}

/** A bar of 100 units, divided by `counts`; what there is at all is seen, however few. */
export function bar(counts: Counts, label: string): Markup {
  const shown = counts.filter(([, count]) => count > 0);
  const total = shown.reduce((sum, [, count]) => sum + count, 0);
  const least = 1;
  const room = 100 - least * shown.length;
  let x = 0;
  const parts = shown.map(([status, count]) => {
    const width = least + (room * count) / total;
    const part = html`<rect class="v-${status}" x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10"><title>${count} ${statusText(status)}</title></rect>`;
    x += width;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${label}: ${countsText(counts)}">${parts}</svg>`;
}

/** Numbers and words of a bar, with the colours. */
export function legend(counts: Counts): Markup {
  const items = counts
    .filter(([, count]) => count > 0)
    .map(
      ([status, count]) =>
        html`<li><span class="dot v-${status}"></span><b>${count}</b> ${statusText(status)}</li>`,
    );
  return html`<ul class="legend">${items}</ul>`;
}
