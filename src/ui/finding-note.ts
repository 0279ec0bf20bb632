import type { LintFinding, Severity } from '../model/lint.ts';
import { lookUp } from '../report/clause.ts';
import { escapeTerminal, shorten } from '../report/escape.ts';
import { button, element } from './element.ts';

const LONGEST_TEXT = 600;

/** How a weight is coloured, and what stands for it in the margin. */
export const TONES: Readonly<Record<Severity, { readonly tone: string; readonly mark: string }>> = {
  error: { tone: 'v-fail', mark: '✗' },
  warning: { tone: 'v-warn', mark: '!' },
  info: { tone: 'v-inconclusive', mark: 'i' },
};

/** The name of a weight for people. */
export const NOUNS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'remark',
};

/** Text of any source as it may be shown: short, with everything that would turn or hide it spelled out. */
export function safe(text: string): string {
  return shorten(escapeTerminal(text), LONGEST_TEXT);
}

function clauseOf(row: string): HTMLElement {
  const found = lookUp(row);
  if (found === undefined) return element('span', {}, row);
  const { url, spec, section, text, level } = found;
  const link = element(
    'a',
    { href: url, target: '_blank', rel: 'noreferrer noopener' },
    `${spec} ${section}`,
  );
  return element(
    'span',
    {},
    link,
    ' ',
    element('span', { class: 'level' }, level),
    ` ${text} `,
    element('code', {}, row),
  );
}

function detail(label: string, ...content: readonly (Node | string)[]): readonly HTMLElement[] {
  return [element('dt', {}, label), element('dd', {}, ...content)];
}

export interface NoteOptions {
  /** Fit for an id of an element. */
  readonly id: string;
  readonly explains: boolean;
  readonly isOpen: boolean;
  /** Name of the text that it stands in; null where that is not known. */
  readonly source: string | null;
  show(line: number, column: number): void;
  toggled(isOpen: boolean): void;
}

/** A finding as it stands beside its line. */
export function findingNote(finding: LintFinding, options: NoteOptions): HTMLElement {
  const { severity, id, message, expected, actual, fix, requirements, errorCode } = finding;
  const { line, column } = finding;
  const place =
    line === null || column === null || options.source === null
      ? null
      : button(`show ${options.source}, ${line}:${column}`, () => options.show(line, column), {
          class: 'place',
        });
  const details = element(
    'details',
    { open: options.isOpen },
    element('summary', {}, 'Expected, actual, clause'),
    element(
      'dl',
      { class: 'compare' },
      ...detail('expected', safe(expected)),
      ...detail('actual', safe(actual)),
      ...requirements.flatMap((row) => detail('clause', clauseOf(row))),
      ...(errorCode === null ? [] : detail('a bank', `may answer ${errorCode}`)),
      ...detail('rule', element('code', {}, id)),
      ...(place === null ? [] : detail('place', place)),
    ),
  );
  details.addEventListener('toggle', () => options.toggled(details.open));
  return element(
    'article',
    {
      class: `note ${TONES[severity].tone}`,
      id: options.id,
      tabindex: '-1',
      'data-severity': severity,
      'aria-labelledby': `${options.id}-title`,
    },
    element(
      'p',
      { class: 'note-title', id: `${options.id}-title` },
      element('span', { class: 'tag' }, NOUNS[severity]),
      ' ',
      safe(message),
    ),
    options.explains
      ? element('p', { class: 'explains' }, 'Explains what the bank answered.')
      : null,
    fix === '' ? null : element('p', { class: 'fix' }, safe(fix)),
    details,
  );
}
