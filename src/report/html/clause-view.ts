import { lookUp } from '../clause.ts';
import { html, type Markup } from './markup.ts';

/** A link to elsewhere; `url` is one of the catalogue, never one of a target. */
export function link(url: string, text: string): Markup {
  return html`<a href="${url}" target="_blank" rel="noreferrer noopener">${text}</a>`;
}

/** Requirement `id`, its clause as a link, its level and the duty. */
export function clauseView(id: string): Markup {
  const found = lookUp(id);
  if (found === undefined) return html`<p class="clause"><code>${id}</code></p>`;
  const { url, spec, section, level, text } = found;
  return html`<p class="clause"><code>${id}</code> <span class="level">${level}</span> ${text} ${link(url, `${spec} ${section}`)}</p>`;
}
