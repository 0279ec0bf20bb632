import type { Column } from '../area-totals.ts';
import { html, type Markup } from './markup.ts';

/** How a status is written, and the class of its colour. */
export type Status = Column | 'untested' | 'not-observable';

const WORDS: Readonly<Record<Status, string>> = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  inconclusive: 'inconclusive',
  error: 'error',
  'not-applicable': 'not applicable',
  waived: 'waived',
  untested: 'untested',
  'not-observable': 'not observable',
};

/** The words for a status. */
export function statusText(status: Status): string {
  return WORDS[status];
}

/** A status as a small coloured label; the word is part of it, so that colour alone says nothing. */
export function verdictTag(status: Status): Markup {
  return html`<span class="tag v-${status}">${WORDS[status]}</span>`;
}
