import type { AnnotatedLine, Block } from '../lint/output/annotated.ts';
import { stepsOf } from '../lint/text/json-place.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { LintFinding } from '../model/lint.ts';
import { button, element } from './element.ts';
import { safe, TONES } from './finding-note.ts';
import { asJson, type EditAsked, valueEditor } from './value-editor.ts';

/** What a block needs of the view that it stands in. */
export interface BlockHost {
  note(finding: LintFinding): HTMLElement;
  /** Null where this document cannot be edited. */
  readonly edit: ((pointer: string, asked: EditAsked) => void) | null;
}

const LINE = /^( *)("(?:[^"\\]|\\.)*": )?([\s\S]*?)(,?)$/;

function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const step of stepsOf(pointer)) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return value;
}

function kindOf(text: string): string {
  if (text.startsWith('"')) return 'string';
  return /^[[\]{}…]/.test(text) ? 'plain' : 'literal';
}

/** A value that is pressed to be edited. No button element, because those do not break over lines as text does. */
function opener(label: string, shown: string, open: () => void): HTMLElement {
  const made = element(
    'span',
    {
      class: `edit ${kindOf(shown)}`,
      role: 'button',
      tabindex: '0',
      'aria-label': `${label}: ${shown}, edit`,
    },
    shown,
  );
  made.addEventListener('click', open);
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  });
  return made;
}

/** Opens the editor of a value in its place, and puts all back where nothing is changed. */
function editable(
  label: string,
  shown: string,
  value: Json | undefined,
  ask: (asked: EditAsked) => void,
): HTMLElement {
  const closed = opener(label, shown, () => {
    const editor = valueEditor(label, value, (asked) => {
      editor.replaceWith(closed);
      closed.focus();
      if (asked !== null) ask(asked);
    });
    closed.replaceWith(editor);
    editor.querySelector('textarea')?.select();
  });
  return closed;
}

function source({ text, pointer }: AnnotatedLine, { prefix, value }: Block, { edit }: BlockHost) {
  const [, space = '', name = '', rest = '', end = ''] = LINE.exec(text) ?? [];
  const label = pointer === null ? '' : (stepsOf(pointer).at(-1) ?? '');
  const isOpening = rest === '{' || rest === '[' || rest === '…';
  const canEdit = edit !== null && pointer !== null && pointer !== '' && !isOpening;
  const shown = safe(rest);
  return element(
    'code',
    { class: 'source' },
    space,
    name === '' ? null : element('span', { class: 'name' }, safe(name)),
    canEdit
      ? editable(label, shown, valueAt(value, pointer), (asked) =>
          edit(`${prefix}${pointer}`, asked),
        )
      : element('span', { class: kindOf(shown) }, shown),
    end,
  );
}

function row(line: AnnotatedLine, block: Block, host: BlockHost): HTMLElement {
  const [worst] = line.findings;
  const tone = worst === undefined ? null : TONES[worst.severity];
  return element(
    'li',
    {
      class: `row${tone === null ? '' : ` marked ${tone.tone}`}`,
      'data-pointer': line.pointer === null ? null : `${block.prefix}${line.pointer}`,
    },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, tone?.mark ?? ''),
    source(line, block, host),
    line.findings.length === 0
      ? null
      : element('div', { class: 'notes' }, ...line.findings.map(host.note)),
  );
}

interface Adder {
  readonly form: HTMLElement;
  /** Asks for the value of the member `name`. */
  ask(name: string): void;
}

/** Adds a member that is not there yet. */
function createAdder(block: Block, edit: NonNullable<BlockHost['edit']>): Adder {
  const what = block.prefix === '#header' ? 'header parameter' : 'claim';
  const name = element('input', {
    'aria-label': `Name of the ${what}`,
    placeholder: 'name',
    spellcheck: 'false',
  });
  const value = element('input', {
    'aria-label': `Value of the ${what}, as JSON or text`,
    placeholder: 'value',
    spellcheck: 'false',
  });
  const form = element(
    'form',
    { class: 'adder', autocomplete: 'off' },
    name,
    value,
    element('button', { type: 'submit' }, `Add ${what}`),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (name.value === '') return name.focus();
    const step = name.value.replaceAll('~', '~0').replaceAll('/', '~1');
    edit(`${block.prefix}/${step}`, { value: asJson(value.value) });
  });
  return {
    form,
    ask(said) {
      name.value = said;
      value.focus();
    },
  };
}

/** Beside a finding about a top-level member that is missing: a way to add it. */
function noteIn(block: Block, finding: LintFinding, host: BlockHost, adder: Adder | null) {
  const note = host.note(finding);
  const [name, ...deeper] = stepsOf(finding.pointer.slice(block.prefix.length));
  const isMissing =
    name !== undefined &&
    deeper.length === 0 &&
    isJsonObject(block.value) &&
    !Object.hasOwn(block.value, name);
  if (adder !== null && isMissing) note.append(button(`Add ${name}`, () => adder.ask(name)));
  return note;
}

/** Header, claims or body, line by line, each with its findings beside it. */
export function blockView(block: Block, host: BlockHost): HTMLElement {
  const { edit } = host;
  const adder = edit === null ? null : createAdder(block, edit);
  const note = (finding: LintFinding) => noteIn(block, finding, host, adder);
  return element(
    'div',
    { class: 'block' },
    element(
      'ol',
      { class: 'lines' },
      ...block.lines.map((line) => row(line, block, { note, edit })),
    ),
    adder?.form ?? null,
  );
}
